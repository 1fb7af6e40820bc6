package io.parley.knowledge;

import io.parley.message.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
  private static final int MOST_ALIKE = 1_000;
  private static final Set<String> STATES = Set.of("state", "status");

  /** What a state that is no number may be of, so that it goes without saying. */
  private static final Set<String> BINARY =
      Set.of("contact", "occupancy", "presence", "smoke", "leak", "tamper", "motion", "vibration");

  /** Words for quantities that are words for things as well, whose state is not the quantity. */
  private static final Set<String> THINGS =
      Set.of("press", "gas", "rain", "lock", "bat", "mode", "state", "status", "mass", "sound");

  /** A topic under which a device publishes all that it knows of itself, as JSON. */
  private static final Pattern STATE_TOPIC = Pattern.compile("(?<=.)/(?:state|status)$");

  /** Namespace and kind of message name nothing; the group does. */
  private static final Pattern SPARKPLUG = Pattern.compile("^spBv1\\.0/([^/]+)/[A-Z]+/");

  private final List<NamingRule> rules;
  private final Map<String, Label> labels = new ConcurrentHashMap<>();

  /** Which series has a name, so that no other gets it. */
  private final Map<String, String> taken = new ConcurrentHashMap<>();

  private final Map<List<String>, Named> named = new ConcurrentHashMap<>();
  private final Quantities quantities = Quantities.shipped();

  /** What a part of a topic is called, and whether that is all that is said of the levels above. */
  private record Label(String name, boolean whole) {}

  public Naming(List<NamingRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What a device calls a part of the topic tree; beyond 20,000 of them new ones are left out. */
  public void label(String topicPrefix, String name) {
    label(topicPrefix, new Label(name, false));
  }

  /** What a device calls itself, whatever the levels above say; empty: they say nothing. */
  public void call(String topicPrefix, String name) {
    label(topicPrefix, new Label(name, true));
  }

  private void label(String topicPrefix, Label label) {
    if ((labels.size() < MOST_LABELS || labels.containsKey(topicPrefix))
        && !label.equals(labels.put(topicPrefix, label))) {
      named.clear();
      taken.clear();
    }
  }

  /** The name of a series whose values are no numbers; see {@link #named}. */
  public String name(String topic, String path, String filter) {
    return named(topic, path, filter, false).name();
  }

  /**
   * The name of a series in words, lower case, which no other has, and the unit that its key ends
   * in.
   *
   * @param filter the filter it came by, whose first level is left out where something else is left
   *     to name it; empty: none
   * @param number whether its values are numbers
   */
  public Named named(String topic, String path, String filter, boolean number) {
    List<String> from = List.of(topic, path, filter, number ? "number" : "");
    Named known = named.get(from);
    if (known != null) {
      return known;
    }
    Named name = alone(topic, path, compose(topic, path, filter, number));
    if (named.size() < MOST_LABELS) {
      named.put(from, name);
    }
    return name;
  }

  /** The name, or one that says more where another series has it. */
  private Named alone(String topic, String path, Named name) {
    String series = topic + '\0' + path;
    List<String> words = List.of(name.name().split(" "));
    int quantity = quantities.atEndOf(words).map(Quantities.Found::words).orElse(0);
    int cut = quantity == words.size() ? quantity : words.size() - quantity;
    for (int i = 1; i <= MOST_ALIKE; i++) {
      List<String> more = new ArrayList<>(words);
      if (i > 1) {
        more.add(cut, Integer.toString(i));
      }
      String said = String.join(" ", more);
      String other = taken.size() < MOST_LABELS ? taken.putIfAbsent(said, series) : taken.get(said);
      if (other == null || other.equals(series)) {
        return new Named(said, name.unit());
      }
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

  private Named compose(String topic, String path, String filter, boolean number) {
    for (NamingRule rule : rules) {
      Optional<String> name = rule.apply(topic, path);
      if (name.isPresent()) {
        return new Named(inWords(name.get()), null);
      }
    }
    List<String> inPath = TopicLevels.ofPath(path);
    String told =
        inPath.isEmpty()
            ? topic
            : STATE_TOPIC.matcher(SPARKPLUG.matcher(topic).replaceFirst("$1/")).replaceFirst("");
    List<String> all = topicWords(told, 0, !inPath.isEmpty());
    List<String> distinguishing =
        topicWords(told, TopicLevels.silent(topic, filter), !inPath.isEmpty());
    Units.Found found = measured(joined(distinguishing, inPath));
    List<String> whole = said(found.words(), number);
    boolean named = quantities.atEndOf(whole).map(q -> q.words() < whole.size()).orElse(true);
    List<String> words =
        named && !whole.isEmpty() ? whole : said(measured(joined(all, inPath)).words(), number);
    return new Named(joined(words), found.unit().isEmpty() ? null : found.unit());
  }

  /** The words without the unit that they end in. */
  private static Units.Found measured(List<String> words) {
    return Units.atEndOf(words).orElseGet(() -> new Units.Found(words, ""));
  }

  /** The quantity that a key ends in; empty if it says none. */
  public static String quantityOf(String key) {
    return quantity(String.join(" ", NameWords.of(key)));
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
    return joined(quantities.said(NameWords.of(text)));
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
              // Series of other nodes stand beside each other, not beside those of this one.
              String name = compose(e.topic(), e.path(), "", e.value() instanceof Number).name();
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
    return Quantities.shipped().ofName(List.of(name.split(" ")));
  }

  private List<String> topicWords(String topic, int silent, boolean more) {
    String[] levels = topic.split("/", -1);
    List<String> words = new ArrayList<>();
    StringBuilder prefix = new StringBuilder();
    int numbered = TopicLevels.numbered(levels);
    for (int i = 0; i < levels.length; i++) {
      prefix.append(i == 0 ? "" : "/").append(levels[i]);
      Label label = labels.get(prefix.toString());
      if (label != null) {
        if (label.whole()) {
          words.clear();
        }
        words.addAll(newTo(words, NameWords.of(label.name())));
      } else if (i >= silent && !TopicLevels.silent(levels, i, more)) {
        words.addAll(TopicLevels.words(levels, i));
        words.addAll(i == numbered ? NameWords.tail(levels[i]) : List.of());
      }
    }
    return words;
  }

  private static List<String> newTo(List<String> words, List<String> more) {
    return more.size() > words.size() && more.subList(0, words.size()).equals(words)
        ? more.subList(words.size(), more.size())
        : more;
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
  private List<String> said(List<String> words, boolean number) {
    int last = words.size() - 1;
    if (last <= 0 || !STATES.contains(words.get(last))) {
      return quantities.said(words);
    }
    List<String> before = words.subList(0, last);
    if (before.get(last - 1).equals(words.get(last))) {
      return said(before, number);
    }
    boolean understood =
        !THINGS.contains(before.get(last - 1))
            && quantities
                .atEndOf(before)
                .filter(found -> number || BINARY.contains(found.quantity()))
                .isPresent();
    return understood ? quantities.said(before) : words;
  }

  private static String joined(List<String> words) {
    List<String> fitting =
        words.size() <= MOST_WORDS ? words : words.subList(words.size() - MOST_WORDS, words.size());
    String name = String.join(" ", fitting);
    return name.isEmpty() ? "value" : name;
  }
}
