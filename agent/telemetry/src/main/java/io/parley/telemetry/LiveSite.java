package io.parley.telemetry;

import io.parley.knowledge.Ended;
import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Known;
import io.parley.site.Current;
import io.parley.site.Series;
import io.parley.site.Series.Kind;
import io.parley.site.SeriesId;
import io.parley.site.SiteModel;
import io.parley.site.Thing;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The site model over what the node has seen; made anew when series come, go or are renamed. */
public final class LiveSite implements SiteModel {
  private static final int MOST_SERIES = 50_000;

  private static final Map<String, String> OF_UNITS =
      Map.of(
          "kWh",
          "energy",
          "Wh",
          "energy",
          "W",
          "power",
          "kW",
          "power",
          "V",
          "voltage",
          "°C",
          "temperature",
          "°F",
          "temperature",
          "lx",
          "illuminance");
  private static final Set<String> TERMS = Set.of("today", "yesterday", "daily", "month", "week");

  private static final Set<String> VOLUMES = Set.of("l", "L", "m³", "gal");
  private static final Set<String> METERED = Set.of("meter", "meters", "total", "water", "gas");
  private static final Set<String> HELD =
      Set.of("tank", "basin", "silo", "level", "cistern", "pool");
  private static final Set<String> NO_QUANTITIES = Set.of("state", "value", "status");

  private final Knowledge knowledge;
  private final SiteWords words;
  private final ZoneId zone;
  private volatile Described described = new Described(-1, List.of(), List.of());

  private record Described(long version, List<Thing> things, List<Series> series) {}

  /**
   * A site.
   *
   * @param words what words of names mean
   * @param zone its time zone
   */
  public LiveSite(Knowledge knowledge, SiteWords words, ZoneId zone) {
    this.knowledge = knowledge;
    this.words = words;
    this.zone = zone;
  }

  @Override
  public long version() {
    return knowledge.structure();
  }

  @Override
  public List<Thing> things() {
    return now().things();
  }

  @Override
  public List<Series> series() {
    return now().series();
  }

  @Override
  public ZoneId zone() {
    return zone;
  }

  @Override
  public Optional<Current> current(SeriesId id) {
    return knowledge.fact(id.topic(), id.path()).map(this::current);
  }

  private Described now() {
    Described known = described;
    long version = knowledge.structure();
    if (known.version() != version) {
      synchronized (this) {
        known = described;
        if (known.version() != version) {
          known = describe(version);
          described = known;
        }
      }
    }
    return known;
  }

  private Described describe(long version) {
    List<Known> all = knowledge.known(MOST_SERIES);
    Division division = Division.of(all, words);
    Map<String, Thing> things = new TreeMap<>();
    List<Series> series = new ArrayList<>();
    Set<String> bounds = bounds(all);
    boolean fahrenheit = all.stream().anyMatch(each -> "°F".equals(each.fact().unit()));
    for (Known each : all) {
      Fact fact = each.fact();
      String name = division.thing(fact);
      Thing thing = things.computeIfAbsent(name, key -> thing(key, each));
      boolean bound = bounds.contains(fact.topic() + "\n" + fact.path());
      series.add(series(each, thing, division.base(fact), bound, fahrenheit));
    }
    things.remove("");
    return new Described(version, List.copyOf(things.values()), List.copyOf(series));
  }

  /** The series that are only the limits of others. */
  private static Set<String> bounds(List<Known> all) {
    List<Fact> facts = all.stream().map(Known::fact).toList();
    Set<String> bounds = new HashSet<>();
    facts.forEach(fact -> bounds.add(fact.topic() + "\n" + fact.path()));
    Fact.withoutBounds(facts).forEach(fact -> bounds.remove(fact.topic() + "\n" + fact.path()));
    return bounds;
  }

  private Thing thing(String name, Known first) {
    String said = first.place();
    String place = said == null ? words.place(name) : placed(said.toLowerCase(Locale.ROOT));
    return new Thing(name, List.of(), words.deviceClass(name), place, words.floor(name));
  }

  private String placed(String place) {
    String known = words.place(place);
    return known.isEmpty() ? place : known;
  }

  private Series series(
      Known each, Thing thing, List<String> base, boolean bound, boolean fahrenheit) {
    Fact fact = each.fact();
    List<String> rest = new ArrayList<>(base);
    Division.words(thing.name()).forEach(rest::remove);
    Fact.Limits limits = fact.limits();
    return new Series(
        new SeriesId(fact.topic(), fact.path()),
        thing.name(),
        fact.name(),
        rest,
        quantity(fact),
        unit(fact, quantity(fact), fahrenheit),
        bound ? Kind.SETTING : kind(each, rest),
        deviceClass(thing, base),
        thing.place(),
        thing.floor(),
        states(each),
        limits == null ? null : new Series.Limits(limits.low(), limits.high()));
  }

  private Map<String, String> states(Known each) {
    Object value = each.fact().value();
    String state = state(each.fact());
    return state == null ? Map.of() : Map.of(String.valueOf(value).toLowerCase(Locale.ROOT), state);
  }

  private @Nullable String state(Fact fact) {
    return CanonicalState.of(words, fact.name(), fact.state(), fact.value());
  }

  /** A pump of a boiler is a pump. */
  private String deviceClass(Thing thing, List<String> base) {
    String own = words.deviceClass(String.join(" ", base));
    return own.isEmpty() ? thing.deviceClass() : own;
  }

  /** What its unit or its name is of, where its source does not say what it measures. */
  private String quantity(Fact fact) {
    if (battery(fact)) {
      return "battery";
    }
    boolean said = !fact.quantity().isEmpty() && !NO_QUANTITIES.contains(fact.quantity());
    if (said || !(fact.value() instanceof Number)) {
      return fact.quantity();
    }
    String unit = fact.unit();
    String named = words.quantity(withoutEnd(fact.name()));
    return named.isEmpty() && unit != null ? OF_UNITS.getOrDefault(unit, "") : named;
  }

  /**
   * The unit, or where none is said the one that the quantity has nearly everywhere, if the value
   * fits and nothing at the site says otherwise.
   */
  private static @Nullable String unit(Fact fact, String quantity, boolean fahrenheit) {
    if (fact.unit() != null || !(fact.value() instanceof Number number)) {
      return fact.unit();
    }
    double value = number.doubleValue();
    boolean celsius = quantity.equals("temperature") && !fahrenheit && value > -60 && value < 200;
    boolean percent = quantity.equals("humidity") && value > 1 && value <= 100;
    boolean volts = quantity.equals("voltage") && value >= 1 && value <= 500;
    return celsius ? "°C" : percent || quantity.equals("battery") ? "%" : volts ? "V" : null;
  }

  /** A charge in percent whose topic names the battery, and then what it is in. */
  private boolean battery(Fact fact) {
    if (fact.unit() != null || !(fact.value() instanceof Number number)) {
      return false;
    }
    boolean share = number.doubleValue() >= 0 && number.doubleValue() <= 100;
    List<String> name = Division.words(fact.name());
    return share
        && name.size() > 1
        && !fact.quantity().equals("voltage")
        && name.stream().anyMatch(word -> words.quantity(word).equals("battery"));
  }

  private static String withoutEnd(String name) {
    int space = name.lastIndexOf(' ');
    return space > 0 && NO_QUANTITIES.contains(name.substring(space + 1))
        ? name.substring(0, space)
        : name;
  }

  private static Kind kind(Known each, List<String> rest) {
    if (each.diagnostic()) {
      return Kind.OTHER;
    }
    if (each.fact().value() instanceof Number && rest.stream().anyMatch(TERMS::contains)) {
      return Kind.STATISTIC;
    }
    var kind = each.kind();
    if (kind == null) {
      return counts(each.fact())
          ? Kind.COUNTER
          : each.fact().value() instanceof Number ? Kind.MEASUREMENT : Kind.OTHER;
    }
    return switch (kind) {
      case MEASUREMENT -> counts(each.fact()) ? Kind.COUNTER : Kind.MEASUREMENT;
      case COUNTER -> Kind.COUNTER;
      case STATE -> Kind.STATE;
      case EVENT -> Kind.EVENT;
      case SETTING -> Kind.SETTING;
    };
  }

  /** A meter's volume only grows; that of a tank does not. */
  private static boolean counts(Fact fact) {
    String unit = fact.unit();
    List<String> name = Division.words(fact.name());
    return fact.value() instanceof Number
        && unit != null
        && VOLUMES.contains(unit)
        && name.stream().anyMatch(METERED::contains)
        && name.stream().noneMatch(HELD::contains);
  }

  private Current current(Fact fact) {
    Ended ended = fact.ended();
    return new Current(
        fact.value(),
        state(fact),
        fact.at(),
        fact.changed(),
        ended == null ? null : new Current.Ended(why(ended.why()), ended.since()),
        null);
  }

  private static Current.Why why(Ended.Why why) {
    return switch (why) {
      case NO_VALUE, UNAVAILABLE -> Current.Why.UNAVAILABLE;
      case OFFLINE -> Current.Why.OFFLINE;
      case REMOVED -> Current.Why.REMOVED;
    };
  }
}
