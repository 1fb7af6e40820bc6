package io.parley.telemetry;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Divides names of series into the thing and the rest: {@code boiler 3 supply temperature} is the
 * supply temperature of boiler 3, where boiler 3 has other series as well.
 */
final class Division {
  /** Words at the end of a name that say what is measured of a thing, and nothing of the thing. */
  private static final Set<String> ENDS =
      Set.of("state", "status", "value", "contact", "availability", "level", "position", "mode");

  private static final int LONGEST_QUANTITY = 3;

  private final Map<String, String> things = new HashMap<>();
  private final SiteWords siteWords;

  private Division(SiteWords siteWords) {
    this.siteWords = siteWords;
  }

  /** The things of these series. */
  static Division of(List<Known> all, SiteWords words) {
    Division division = new Division(words);
    Map<String, List<Fact>> devices = new LinkedHashMap<>();
    for (Known each : all) {
      devices.computeIfAbsent(device(each.fact()), key -> new ArrayList<>()).add(each.fact());
    }
    devices.values().forEach(division::add);
    return division;
  }

  /** The thing that a series belongs to. */
  String thing(Fact fact) {
    return things.getOrDefault(key(fact), "");
  }

  private static String key(Fact fact) {
    return fact.topic() + "\n" + fact.path();
  }

  /** What a device publishes under: its topic where the payload has parts, else the level above. */
  private static String device(Fact fact) {
    int slash = fact.topic().lastIndexOf('/');
    return fact.path().isEmpty() && slash > 0 ? fact.topic().substring(0, slash) : fact.topic();
  }

  private void add(List<Fact> facts) {
    List<String> common = common(facts);
    for (Fact fact : facts) {
      List<String> own = base(fact);
      String thing = String.join(" ", facts.size() > 1 && !common.isEmpty() ? common : own);
      things.put(key(fact), thing);
    }
  }

  /** The words that all names begin with, without those that say what is measured. */
  private List<String> common(List<Fact> facts) {
    List<String> common = base(facts.get(0));
    for (Fact fact : facts) {
      List<String> other = base(fact);
      int same = 0;
      while (same < Math.min(common.size(), other.size())
          && common.get(same).equals(other.get(same))) {
        same++;
      }
      common = common.subList(0, same);
    }
    return common;
  }

  /** The name without the quantity at its end. */
  List<String> base(Fact fact) {
    List<String> words = words(fact.name());
    List<String> quantity = words(fact.quantity());
    int end = words.size();
    if (!quantity.isEmpty()
        && end > quantity.size()
        && words.subList(end - quantity.size(), end).equals(quantity)) {
      end -= quantity.size();
    }
    while (end > 1 && ENDS.contains(words.get(end - 1))) {
      end--;
    }
    return withoutQuantity(words.subList(0, end));
  }

  /** Names in other languages than the telemetry's own keep their quantity until here. */
  private List<String> withoutQuantity(List<String> words) {
    for (int length = 1; length <= Math.min(LONGEST_QUANTITY, words.size() - 1); length++) {
      int cut = words.size() - length;
      if (!siteWords.quantity(String.join(" ", words.subList(cut, words.size()))).isEmpty()) {
        return words.subList(0, cut);
      }
    }
    return words;
  }

  static List<String> words(String name) {
    return name.isBlank() ? List.of() : List.of(name.strip().split(" +"));
  }
}
