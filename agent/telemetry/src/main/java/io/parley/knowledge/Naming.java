package io.parley.knowledge;

import io.parley.message.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names series in words: by the operator's rules, else by the levels of topic and path, with the
 * names that devices gave to parts of the topic tree. Safe for any thread.
 */
public final class Naming {
  /** No name has more words. */
  static final int MOST_WORDS = 12;

  private static final int MOST_LABELS = 20_000;
  private static final Set<String> ROOTS =
      Set.of(
          "zigbee2mqtt",
          "homeassistant",
          "homie",
          "tele",
          "stat",
          "shellies",
          "iot",
          "mqtt",
          "home",
          "sensors",
          "sensor",
          "devices",
          "device",
          "telemetry",
          "te",
          "senml",
          "esphome");
  private static final Set<String> SILENT =
      Set.of(
          "sensor",
          "sensors",
          "binary_sensor",
          "telemetry",
          "data",
          "value",
          "val",
          "v",
          "reading",
          "measurement",
          "measurements",
          "payload",
          "values");
  private static final Pattern PIECES =
      Pattern.compile("[^\\p{L}\\p{N}.]+|(?<![0-9])\\.|\\.(?![0-9])");

  /** A topic under which a device publishes all that it knows of itself, as JSON. */
  private static final Pattern STATE_TOPIC = Pattern.compile("(?<=.)/(?:state|status)$");

  /** Namespace and kind of message name nothing; the group does. */
  private static final Pattern SPARKPLUG = Pattern.compile("^spBv1\\.0/([^/]+)/[A-Z]+/");

  private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Pattern NUMBERED = Pattern.compile("(\\p{L}{2,})([0-9]+)");
  private static final Pattern OPAQUE = Pattern.compile("0x[0-9a-f]{4,}|(?=.*[0-9])[0-9a-f]{8,}");

  private static final Naming PLAIN = new Naming(List.of());

  private final List<NamingRule> rules;
  private final Map<String, String> labels = new ConcurrentHashMap<>();
  private final Map<List<String>, Named> named = new ConcurrentHashMap<>();
  private final Quantities quantities = Quantities.shipped();
  private final Set<String> formulas = Lexicon.shared().set("joined");

  public Naming(List<NamingRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What a device calls a part of the topic tree; beyond 20,000 of them new ones are left out. */
  public void label(String topicPrefix, String name) {
    if (labels.size() < MOST_LABELS || labels.containsKey(topicPrefix)) {
      labels.put(topicPrefix, name);
      named.clear();
    }
  }

  /**
   * The name of a series in words, lower case.
   *
   * @param filter the filter it came by, whose first level is left out where something else is left
   *     to name it; empty: none
   */
  public String name(String topic, String path, String filter) {
    return named(topic, path, filter).name();
  }

  /** The name of a series, and the unit that its key ends in. */
  public Named named(String topic, String path, String filter) {
    List<String> from = List.of(topic, path, filter);
    Named known = named.get(from);
    if (known != null) {
      return known;
    }
    Named name = compose(topic, path, filter);
    if (named.size() < MOST_LABELS) {
      named.put(from, name);
    }
    return name;
  }

  /**
   * What topic and path say of a series.
   *
   * @param name its name in words, lower case, without the unit
   * @param unit the unit that its key ends in; absent if it ends in none
   */
  public record Named(String name, @Nullable String unit) {}

  private Named compose(String topic, String path, String filter) {
    for (NamingRule rule : rules) {
      Optional<String> name = rule.apply(topic, path);
      if (name.isPresent()) {
        return new Named(inWords(name.get()), null);
      }
    }
    List<String> inPath = pathWords(path);
    String told =
        inPath.isEmpty()
            ? topic
            : STATE_TOPIC.matcher(SPARKPLUG.matcher(topic).replaceFirst("$1/")).replaceFirst("");
    List<String> all = topicWords(told, 0);
    List<String> distinguishing = topicWords(told, silentLevels(topic, filter));
    Units.Found found = measured(joined(distinguishing, inPath));
    List<String> whole = said(found.words());
    boolean named = quantities.atEndOf(whole).map(q -> q.words() < whole.size()).orElse(true);
    List<String> words =
        named && !whole.isEmpty() ? whole : said(measured(joined(all, inPath)).words());
    return new Named(joined(words), found.unit().isEmpty() ? null : found.unit());
  }

  /** The words without the unit that they end in. */
  private static Units.Found measured(List<String> words) {
    return Units.atEndOf(words).orElseGet(() -> new Units.Found(words, ""));
  }

  /** The quantity that a key ends in; empty if it says none. */
  public static String quantityOf(String key) {
    return quantity(String.join(" ", PLAIN.pieces(key)));
  }

  /** The unit that a rule sets for this topic; empty if none does. */
  public Optional<String> unit(String topic, String path) {
    return rules.stream()
        .filter(rule -> rule.apply(topic, path).isPresent())
        .findFirst()
        .flatMap(rule -> Optional.ofNullable(rule.unit()));
  }

  /** The text in words as names are written: lower case, its quantity by its own name. */
  public String inWords(String text) {
    return joined(quantities.said(pieces(text)));
  }

  /**
   * The facts that another node sent along, named by their topics and paths; a limit among them is
   * that of the value beside it.
   */
  public List<Fact> facts(List<Evidence> evidence) {
    Map<Series.Key, Object> values = new HashMap<>();
    evidence.forEach(e -> values.put(new Series.Key(e.topic(), e.path()), e.value()));
    return evidence.stream()
        .map(
            e -> {
              String name = name(e.topic(), e.path(), "");
              String quantity = quantity(name);
              return new Fact(
                  e.topic(),
                  e.path(),
                  name,
                  quantity,
                  e.value(),
                  e.unit(),
                  e.at(),
                  null,
                  e.value() instanceof Number
                      ? Siblings.of(new Series.Key(e.topic(), e.path()), values::get)
                      : null,
                  List.of(),
                  States.of(name, quantity, e.value()),
                  false);
            })
        .toList();
  }

  /** The quantity that a name ends in; empty if it says none. */
  static String quantity(String name) {
    return Quantities.shipped()
        .atEndOf(List.of(name.split(" ")))
        .map(Quantities.Found::quantity)
        .orElse("");
  }

  private int silentLevels(String topic, String filter) {
    String[] levels = topic.split("/", -1);
    int silent = ROOTS.contains(levels[0].toLowerCase(Locale.ROOT)) ? 1 : 0;
    if (levels[0].equalsIgnoreCase("homie") && levels.length > 1 && levels[1].matches("[0-9]")) {
      silent = 2;
    }
    String[] wanted = filter.split("/", -1);
    boolean literal = wanted.length > 1 && !wanted[0].equals("+") && wanted[0].equals(levels[0]);
    return Math.max(silent, literal ? 1 : 0);
  }

  private List<String> topicWords(String topic, int silent) {
    String[] levels = topic.split("/", -1);
    List<String> words = new ArrayList<>();
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < levels.length; i++) {
      prefix.append(i == 0 ? "" : "/").append(levels[i]);
      String label = labels.get(prefix.toString());
      boolean last = i == levels.length - 1;
      boolean tasmota = last && levels[i].matches("SENSOR|STATE|RESULT|STATUS[0-9]*");
      if (label != null) {
        words.addAll(newTo(words, pieces(label)));
      } else if (i >= silent && !tasmota && !(i > 0 && silent(levels[i]))) {
        words.addAll(pieces(levels[i]));
      }
    }
    return words;
  }

  private static List<String> newTo(List<String> words, List<String> more) {
    return more.size() > words.size() && more.subList(0, words.size()).equals(words)
        ? more.subList(words.size(), more.size())
        : more;
  }

  private static boolean silent(String level) {
    return SILENT.contains(level.toLowerCase(Locale.ROOT));
  }

  private List<String> pathWords(String path) {
    List<String> words = new ArrayList<>();
    for (String level : path.split("\\.")) {
      if (!silent(level)) {
        words.addAll(pieces(level));
      }
    }
    return words;
  }

  /** The words of topic and path; what ends the one and begins the other is said once. */
  private static List<String> joined(List<String> topicWords, List<String> inPath) {
    List<String> words = new ArrayList<>(topicWords);
    int shared = Math.min(words.size(), inPath.size());
    while (!words.subList(words.size() - shared, words.size()).equals(inPath.subList(0, shared))) {
      shared--;
    }
    words.addAll(inPath.subList(shared, inPath.size()));
    return words;
  }

  /** The words as names say them. */
  private List<String> said(List<String> words) {
    int last = words.size() - 1;
    if (last > 0 && Set.of("state", "status").contains(words.get(last))) {
      boolean measured =
          quantities
              .atEndOf(words.subList(0, last))
              .filter(q -> !Set.of("state", "status", "mode", "lock").contains(q.quantity()))
              .isPresent();
      return measured ? quantities.said(words.subList(0, last)) : words;
    }
    return quantities.said(words);
  }

  private List<String> pieces(String text) {
    List<String> words = new ArrayList<>();
    for (String piece : PIECES.split(HUMP.matcher(text.strip()).replaceAll(" "))) {
      String word = piece.toLowerCase(Locale.ROOT);
      var numbered = NUMBERED.matcher(word);
      if (numbered.matches() && !formulas.contains(word)) {
        words.add(numbered.group(1));
        words.add(numbered.group(2));
      } else if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static String joined(List<String> words) {
    List<String> kept = words;
    if (words.size() > 1 && words.stream().anyMatch(w -> !OPAQUE.matcher(w).matches())) {
      long opaque = words.stream().filter(w -> OPAQUE.matcher(w).matches()).count();
      kept = opaque > 1 ? distinct(words) : words;
    }
    List<String> fitting =
        kept.size() <= MOST_WORDS ? kept : kept.subList(kept.size() - MOST_WORDS, kept.size());
    String name = String.join(" ", fitting);
    return name.isEmpty() ? "value" : name;
  }

  private static List<String> distinct(List<String> words) {
    return Arrays.asList(words.stream().distinct().toArray(String[]::new));
  }
}
