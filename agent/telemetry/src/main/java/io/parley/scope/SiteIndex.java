package io.parley.scope;

import io.parley.site.Series;
import io.parley.site.SiteModel;
import io.parley.site.Thing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which series a word, a thing, a quantity, a place names: so that a query costs what it finds, not
 * what there is. Made once for each version of the site model. Positions are sorted.
 */
public final class SiteIndex {
  /** What a restriction restricts. */
  enum Field {
    THING,
    CLASS,
    QUANTITY,
    PLACE,
    FLOOR,
    WORD
  }

  private static final int[] NOTHING = {};

  private final long version;
  private final List<Series> series;
  private final Map<String, Thing> things = new HashMap<>();
  private final Map<Field, Map<String, int[]>> postings = new HashMap<>();

  /**
   * The index of a site.
   *
   * @param version what {@link SiteModel#version()} was before; a description that comes while the
   *     index is made makes the next one
   */
  public SiteIndex(SiteModel site, long version) {
    this.version = version;
    series = List.copyOf(site.series());
    for (Thing thing : site.things()) {
      things.put(lower(thing.name()), thing);
    }
    Map<Field, Map<String, List<Integer>>> lists = new HashMap<>();
    for (int at = 0; at < series.size(); at++) {
      add(lists, at);
    }
    lists.forEach((field, byWord) -> postings.put(field, packed(byWord)));
  }

  private void add(Map<Field, Map<String, List<Integer>>> lists, int at) {
    Series one = series.get(at);
    add(lists, Field.THING, one.thing(), at);
    Thing thing = things.get(lower(one.thing()));
    if (thing != null) {
      new HashSet<>(thing.aliases())
          .stream()
              .filter(alias -> !lower(alias).equals(lower(one.thing())))
              .forEach(alias -> add(lists, Field.THING, alias, at));
    }
    add(lists, Field.CLASS, classOf(one), at);
    add(lists, Field.QUANTITY, one.quantity(), at);
    add(lists, Field.PLACE, placeOf(one, thing), at);
    add(
        lists,
        Field.FLOOR,
        one.floor().isEmpty() && thing != null ? thing.floor() : one.floor(),
        at);
    Set<String> words = new HashSet<>();
    names(at).forEach(words::addAll);
    words.forEach(word -> add(lists, Field.WORD, word, at));
  }

  private static void add(
      Map<Field, Map<String, List<Integer>>> lists, Field field, String word, int at) {
    if (!word.isEmpty()) {
      lists
          .computeIfAbsent(field, any -> new HashMap<>())
          .computeIfAbsent(lower(word), any -> new ArrayList<>())
          .add(at);
    }
  }

  private static Map<String, int[]> packed(Map<String, List<Integer>> lists) {
    Map<String, int[]> packed = new HashMap<>();
    lists.forEach(
        (word, list) ->
            packed.put(word, list.stream().mapToInt(Integer::intValue).distinct().toArray()));
    return packed;
  }

  private static String placeOf(Series one, @Nullable Thing thing) {
    return one.place().isEmpty() && thing != null ? thing.place() : one.place();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The version of the site model that it is of. */
  public long version() {
    return version;
  }

  /** The series, in the order of their names. */
  public List<Series> series() {
    return series;
  }

  /** The class of a series' thing; empty if unknown. */
  String classOf(Series one) {
    Thing thing = things.get(lower(one.thing()));
    return one.deviceClass().isEmpty() && thing != null ? thing.deviceClass() : one.deviceClass();
  }

  /** The names of a series in words: its own, its thing's, the aliases. */
  List<List<String>> names(int at) {
    Series one = series.get(at);
    List<List<String>> names = new ArrayList<>();
    names.add(Words.of(one.name()));
    names.add(Words.of(one.thing()));
    Thing thing = things.get(lower(one.thing()));
    if (thing != null) {
      thing.aliases().forEach(alias -> names.add(Words.of(alias)));
    }
    return names;
  }

  /** Whether the words stand in the name of the thing itself. */
  public boolean namesThing(Series one, List<String> words) {
    Thing thing = things.get(lower(one.thing()));
    return Words.contains(Words.of(one.thing()), words)
        || (thing != null
            && thing.aliases().stream().anyMatch(alias -> Words.contains(Words.of(alias), words)));
  }

  /** The series for which the field has this entry. */
  int[] with(Field field, String entry) {
    return postings.getOrDefault(field, Map.of()).getOrDefault(lower(entry), NOTHING);
  }

  /** The series in whose names the words stand one after the other. */
  int[] like(String entry) {
    List<String> words = Words.of(entry);
    if (words.isEmpty()) {
      return NOTHING;
    }
    int[] found = with(Field.WORD, words.get(0));
    for (String word : words.subList(1, words.size())) {
      found = both(found, with(Field.WORD, word));
    }
    return words.size() == 1
        ? found
        : Arrays.stream(found)
            .filter(at -> names(at).stream().anyMatch(name -> Words.contains(name, words)))
            .toArray();
  }

  /** What is in both. */
  static int[] both(int[] one, int[] other) {
    int[] shorter = one.length <= other.length ? one : other;
    int[] longer = one.length <= other.length ? other : one;
    return Arrays.stream(shorter).filter(at -> Arrays.binarySearch(longer, at) >= 0).toArray();
  }

  /** What is in the first and not in the second. */
  static int[] less(int[] one, int[] other) {
    return Arrays.stream(one).filter(at -> Arrays.binarySearch(other, at) < 0).toArray();
  }
}
