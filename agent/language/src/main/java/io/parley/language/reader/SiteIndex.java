package io.parley.language.reader;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import io.parley.query.Scope;
import io.parley.site.Series;
import io.parley.site.SiteModel;
import io.parley.site.Thing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which series a word, a concept, or one of these with a number can mean. Made once for a version
 * of the site.
 */
public final class SiteIndex {
  private static final int LONGEST_NAME = 8;

  private final long version;
  private final List<Series> series;
  private final Map<String, BitSet> byKey = new HashMap<>();
  private final Map<String, String> things = new HashMap<>();
  private final Set<String> words = new HashSet<>();
  private final Map<String, Set<String>> stems = new HashMap<>();
  private final List<LanguagePack> packs;
  private final BitSet settings = new BitSet();
  private final NameConcepts names;
  private final SiteWord siteWord;
  private final RoomSensors roomSensors;

  private SiteIndex(SiteModel site, List<LanguagePack> packs) {
    this.version = site.version();
    this.series = site.series();
    this.packs = packs;
    this.names = new NameConcepts(packs);
    this.siteWord = new SiteWord(series, names);
    this.roomSensors = new RoomSensors(packs, names, siteWord);
    Map<String, Thing> byName = new HashMap<>();
    for (Thing thing : site.things()) {
      byName.put(thing.name(), thing);
      nameThing(thing.name(), thing.name());
      thing.aliases().forEach(alias -> nameThing(alias, thing.name()));
    }
    for (int i = 0; i < series.size(); i++) {
      add(i, series.get(i), byName.get(series.get(i).thing()));
      settings.set(i, aside(series.get(i)));
    }
  }

  /** The index of a site as it is described now. */
  public static SiteIndex of(SiteModel site, List<LanguagePack> packs) {
    return new SiteIndex(site, packs);
  }

  /** The version of the site that it was made for. */
  public long version() {
    return version;
  }

  /** The series, by their number in the sets. */
  public List<Series> series() {
    return series;
  }

  /** What somebody set, and whether a device is there, is meant only where nothing else is. */
  private static boolean aside(Series each) {
    return each.kind() == Series.Kind.SETTING || each.quantity().equals("availability");
  }

  private void nameThing(String name, String thing) {
    things.putIfAbsent(String.join(" ", Tokenizer.name(name, packs)), thing);
  }

  private void add(int number, Series each, @Nullable Thing thing) {
    List<List<String>> all = new ArrayList<>();
    all.add(names.withoutLimited(Tokenizer.name(each.name(), packs)));
    all.add(Tokenizer.name(each.place(), packs));
    all.add(Tokenizer.name(each.floor(), packs));
    if (thing != null) {
      all.add(names.withoutLimited(Tokenizer.name(thing.name(), packs)));
      thing.aliases().forEach(alias -> all.add(Tokenizer.name(alias, packs)));
    }
    for (List<String> name : all) {
      for (int i = 0; i < name.size(); i++) {
        addWord(number, name, i);
      }
    }
    whole(number, names.withoutLimited(Tokenizer.name(each.name(), packs)));
    whole(number, Tokenizer.name(each.place(), packs));
    whole(number, Tokenizer.name(each.floor(), packs));
    if (thing != null) {
      whole(number, names.withoutLimited(Tokenizer.name(thing.name(), packs)));
      thing.aliases().forEach(alias -> whole(number, Tokenizer.name(alias, packs)));
    }
    key(new Concept(Kind.QUANTITY, each.quantity()), number, each.quantity());
    names.quantities(each.quantity()).forEach(concept -> put(concept.key(), number));
    key(new Concept(Kind.CLASS, each.deviceClass()), number, each.deviceClass());
    key(new Concept(Kind.PLACE, each.place()), number, each.place());
    key(new Concept(Kind.FLOOR, each.floor()), number, each.floor());
  }

  /** A scope names words as the site writes them, not as a language cuts them. */
  private void whole(int number, List<String> tokens) {
    for (int at = 0; at < tokens.size(); at++) {
      for (int end = at + 1; end <= Math.min(tokens.size(), at + LONGEST_NAME); end++) {
        put("whole:" + String.join(" ", tokens.subList(at, end)), number);
      }
    }
  }

  private void addWord(int number, List<String> name, int at) {
    String word = name.get(at);
    if (!number(word)) {
      words.add(word);
      for (LanguagePack pack : packs) {
        for (String stem : pack.stems(word)) {
          stems.computeIfAbsent(stem, key -> new LinkedHashSet<>()).add(word);
        }
      }
    }
    int least = names.leastWords(name, at);
    for (int end = at + least; end <= Math.min(name.size(), at + LONGEST_NAME); end++) {
      put("name:" + String.join(" ", name.subList(at, end)), number);
    }
    for (Map.Entry<Concept, Integer> meant : names.concepts(name, at).entrySet()) {
      put(meant.getKey().key(), number);
      int after = at + meant.getValue();
      if (after < name.size() && number(name.get(after))) {
        put(meant.getKey().key() + " " + name.get(after), number);
      }
    }
  }

  private void key(Concept concept, int number, String value) {
    if (!value.isEmpty()) {
      put(concept.key(), number);
    }
  }

  private void put(String key, int number) {
    byKey.computeIfAbsent(key, any -> new BitSet()).set(number);
  }

  static boolean number(String word) {
    return !word.isEmpty() && Character.isDigit(word.charAt(0));
  }

  /** Whether a name at the site has this word. */
  boolean knows(String word) {
    return words.contains(word);
  }

  /** Words of names that are this one and another noun, written together. */
  List<String> before(String word) {
    return words.stream().filter(each -> names.begins(each, word)).toList();
  }

  /** Words of names that end with this one: what they name is one of its kind. */
  List<String> kinds(String word) {
    return words.stream().filter(each -> names.ends(each, word)).toList();
  }

  /** All words of names. */
  Set<String> words() {
    return words;
  }

  /** Words of names that differ from this one by an ending only. */
  Set<String> relatives(String stem) {
    return stems.getOrDefault(stem, Set.of());
  }

  /** The thing of exactly this name or alias; absent if there is none. */
  public @Nullable String thing(String words) {
    return things.get(words);
  }

  /** How many tokens from here on are the longest name of a thing; 0 if none is. */
  int thingAt(List<String> tokens, int at) {
    for (int length = Math.min(LONGEST_NAME, tokens.size() - at); length > 0; length--) {
      if (things.containsKey(String.join(" ", tokens.subList(at, at + length)))) {
        return length;
      }
    }
    return 0;
  }

  /** The series that the words may mean: the union of what each of their meanings names. */
  public BitSet of(Link link) {
    BitSet meant = new BitSet();
    String number = link.number() == null ? "" : " " + link.number().toPlainString();
    for (String name : link.names()) {
      or(meant, "name:" + name + number);
    }
    for (Concept concept : link.concepts()) {
      if (concept.kind().restricts()) {
        or(meant, concept.key() + number);
      }
    }
    return meant;
  }

  /** The series that measure the quantity that the words mean; none if they mean none. */
  public BitSet ofMeasured(Link link) {
    String quantity = link.number() == null ? link.value(Kind.QUANTITY) : "";
    return quantity.isEmpty() ? new BitSet() : ofQuantity(quantity);
  }

  /** The canonical states that these series have been seen in. */
  Set<String> states(BitSet of) {
    Set<String> states = new HashSet<>();
    of.stream().forEach(i -> states.addAll(series.get(i).states().values()));
    return states;
  }

  /** The series of this quantity. */
  public BitSet ofQuantity(String quantity) {
    BitSet meant = new BitSet();
    or(meant, new Concept(Kind.QUANTITY, quantity).key());
    return meant;
  }

  /**
   * How many words of a series' name neither the links nor its quantity account for; words for
   * things as such (sensor, device) and what its place is in count as accounted for.
   */
  public int others(String name, List<Link> links, Series each) {
    return names.others(name, links, each, siteWord);
  }

  /** Of these series, those of sensors that are of a room and of nothing in it. */
  public BitSet rooms(BitSet of) {
    BitSet rooms = new BitSet();
    of.stream().filter(i -> roomSensors.has(series.get(i))).forEach(rooms::set);
    return rooms;
  }

  /** Of these series, those that may be of a room whose name no pack knows. */
  public BitSet perhapsRooms(BitSet of) {
    BitSet perhaps = new BitSet();
    of.stream().filter(i -> roomSensors.perhaps(series.get(i))).forEach(perhaps::set);
    return perhaps;
  }

  /** The series whose name, or whose thing's name, has these words side by side. */
  public BitSet named(String words) {
    BitSet meant = new BitSet();
    or(meant, "whole:" + String.join(" ", Tokenizer.name(words, packs)));
    return meant;
  }

  /** The series that a scope without {@code not} means, as SPEC.md says. */
  public BitSet of(Scope scope) {
    BitSet meant = new BitSet();
    meant.set(0, series.size());
    for (String words : scope.like()) {
      meant.and(named(words));
    }
    for (int i = meant.nextSetBit(0); i >= 0; i = meant.nextSetBit(i + 1)) {
      Series each = series.get(i);
      boolean in =
          in(scope.things(), each.thing())
              && in(scope.classes(), each.deviceClass())
              && in(scope.quantities(), each.quantity())
              && in(scope.places(), each.place())
              && in(scope.floors(), each.floor());
      meant.set(i, in);
    }
    return withoutSettings(meant);
  }

  /** Without what somebody set, e.g. limits, where anything else is left. */
  public BitSet withoutSettings(BitSet of) {
    BitSet rest = (BitSet) of.clone();
    rest.andNot(settings);
    return rest.isEmpty() ? of : rest;
  }

  private static boolean in(List<String> entries, String value) {
    return entries.isEmpty() || entries.contains(value);
  }

  private void or(BitSet set, String key) {
    BitSet more = byKey.get(key);
    if (more != null) {
      set.or(more);
    }
  }
}
