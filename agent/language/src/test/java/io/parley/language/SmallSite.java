package io.parley.language;

import io.parley.evaluation.Evaluator;
import io.parley.language.pack.Packs;
import io.parley.query.Query;
import io.parley.site.Current;
import io.parley.site.MemorySite;
import io.parley.site.Series;
import io.parley.site.Series.Kind;
import io.parley.site.Series.Limits;
import io.parley.site.SeriesId;
import io.parley.site.Thing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A house with a few machines, and what it is asked in words. */
public final class SmallSite {
  /** Three in the afternoon there, a Wednesday. */
  public static final Instant NOW = Instant.parse("2026-03-11T14:00:00Z");

  private static final Map<String, String> CONTACT = Map.of("true", "closed", "false", "open");
  private static final Map<String, String> SWITCH = Map.of("on", "on", "off", "off");
  private static final Map<String, String> MOTOR = Map.of("1", "running", "0", "stopped");

  private final MemorySite site = new MemorySite(ZoneId.of("Europe/Berlin"));
  private final Map<String, Thing> things = new HashMap<>();
  private final Understanding understanding;

  /** The site, spoken to in these languages. */
  public SmallSite(String... languages) {
    rooms();
    contacts();
    machines();
    understanding =
        new Understanding(Packs.load(List.of(languages), null), site, new Evaluator(site, site));
  }

  /** What comes of a question. */
  public Outcome ask(String text) {
    return ask(text, null);
  }

  /** What comes of a question in this language. */
  public Outcome askIn(String language, String text) {
    return understanding.ask(text, "", language, null, NOW);
  }

  /** What comes of a question after this query. */
  public Outcome ask(String text, @Nullable Query before) {
    return understanding.ask(text, "", null, before, NOW);
  }

  /** What comes of a question whose topic says what it is about. */
  public Outcome askAbout(String subject, String text) {
    return understanding.ask(text, subject, null, null, NOW);
  }

  /** How a question was read in one line; else why not: {@code code} or {@code code: words}. */
  public static String read(Outcome outcome) {
    if (outcome instanceof Outcome.Told told) {
      return told.readAs();
    }
    if (outcome instanceof Outcome.Unsure unsure) {
      String words = String.join(", ", unsure.words());
      return words.isEmpty() ? unsure.code() : unsure.code() + ": " + words;
    }
    return "unsupported";
  }

  /** What the asker is told. */
  public static String text(Outcome outcome) {
    if (outcome instanceof Outcome.Told told) {
      return told.text();
    }
    return outcome instanceof Outcome.Unsure unsure
        ? unsure.text()
        : ((Outcome.Unsupported) outcome).text();
  }

  private void rooms() {
    room("kitchen", "ground floor", "21.5", "48");
    room("living room", "ground floor", "22.4", "41");
    room("bathroom", "first floor", "23.1", "67");
    room("bedroom", "first floor", "18.2", "55");
    for (int step = 1; step < 5; step++) {
      BigDecimal value = new BigDecimal("17.2").add(BigDecimal.valueOf(step * 2L, 1));
      take("bedroom sensor temperature", value, 120 - step * 20);
    }
    thing("outside sensor", "", "outside", "");
    measured("outside sensor", "temperature", "°C", "4.5", null);
    for (String place : List.of("kitchen", "living room", "bedroom")) {
      String lamp = place + " lamp";
      thing(lamp, "lamp", place, floor(place));
      state(lamp, lamp, SWITCH, "off", 120);
      take(lamp, place.equals("bedroom") ? "off" : "on", 30);
    }
    thing("hall lamp", "lamp", "hall", "");
    state("hall lamp", "hall lamp", SWITCH, "off", 120);
    measured("bedroom sensor", "battery", "%", "9", null);
    measured("kitchen sensor", "battery", "%", "87", null);
  }

  private void contacts() {
    for (String name : List.of("kitchen window", "living room window", "bedroom window")) {
      String place = name.replace(" window", "");
      thing(name, "window", place, floor(place));
      state(name, name + " contact", CONTACT, "true", 180);
    }
    take("kitchen window contact", "false", 45);
    thing("cellar door", "door", "cellar", "");
    thing("front door", "door", "hall", "ground floor");
    thing("garage door", "garage-door", "garage", "");
    for (String name : List.of("cellar door", "front door", "garage door")) {
      state(name, name + " contact", CONTACT, "true", 200);
    }
    take("cellar door contact", "false", 90);
  }

  private void machines() {
    thing("boiler", "boiler", "cellar", "");
    measured("boiler", "temperature", "°C", "81.5", new Limits(null, 80.0));
    measured("boiler", "pressure", "bar", "1.6", null);
    thing("pump 12", "pump", "cellar", "");
    state("pump 12", "pump 12 state", MOTOR, "1", 60);
    thing("oven 2", "oven", "", "");
    measured("oven 2", "temperature", "°C", "180", null);
    thing("oven 3", "oven", "", "");
    measured("oven 3", "temperature", "°C", "205", null);
    thing("tank", "tank", "garden", "");
    measured("tank", "level", "%", "64", null);
    for (String name : List.of("fridge", "washing machine")) {
      thing(name, name.replace(' ', '-'), "kitchen", "ground floor");
      measured(name, "power", "W", name.equals("fridge") ? "62" : "410", null);
    }
    counter("washing machine", "0.8", "1.7");
    thing("meter", "meter", "cellar", "");
    counter("meter", "1204.2", "1211.7");
    thing("attic sensor", "", "attic", "");
    measured("attic sensor", "temperature", "°C", "14", null);
    site.end(id("attic sensor temperature"), Current.Why.OFFLINE, NOW);
  }

  private static String floor(String place) {
    return place.startsWith("b") ? "first floor" : "ground floor";
  }

  private void room(String place, String floor, String temperature, String humidity) {
    thing(place + " sensor", "", place, floor);
    measured(place + " sensor", "temperature", "°C", temperature, null);
    measured(place + " sensor", "humidity", "%", humidity, null);
  }

  private void thing(String name, String deviceClass, String place, String floor) {
    Thing thing = new Thing(name, List.of(), deviceClass, place, floor);
    things.put(name, thing);
    site.describe(thing);
  }

  /** Two units less a day and half ago, one less since four hours ago, and so much now. */
  private void measured(
      String thing, String quantity, String unit, String now, @Nullable Limits limits) {
    String name = thing + " " + quantity;
    describe(thing, name, quantity, unit, Kind.MEASUREMENT, Map.of(), limits);
    BigDecimal value = new BigDecimal(now);
    take(name, value.subtract(BigDecimal.valueOf(2)), 2160);
    take(name, value.subtract(BigDecimal.ONE), 240);
    take(name, value, 1);
  }

  private void counter(String thing, String before, String now) {
    String name = thing + " energy";
    describe(thing, name, "energy", "kWh", Kind.COUNTER, Map.of(), null);
    take(name, new BigDecimal(before), 2160);
    take(name, new BigDecimal(before), 1000);
    take(name, new BigDecimal(now), 1);
  }

  private void state(
      String thing, String name, Map<String, String> states, String value, int minutes) {
    describe(thing, name, "", null, Kind.STATE, states, null);
    take(name, value, minutes);
  }

  private void describe(
      String thing,
      String name,
      String quantity,
      @Nullable String unit,
      Kind kind,
      Map<String, String> states,
      @Nullable Limits limits) {
    Thing of = things.get(thing);
    site.describe(
        new Series(
            id(name),
            thing,
            name,
            List.of(),
            quantity,
            unit,
            kind,
            of.deviceClass(),
            of.place(),
            of.floor(),
            states,
            limits));
  }

  private void take(String name, Object value, int minutes) {
    site.take(id(name), value, at(minutes));
  }

  private static Instant at(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  private static SeriesId id(String name) {
    return new SeriesId("house/" + name.replace(' ', '_'), "");
  }
}
