package io.parley.calibration;

import io.parley.knowledge.Fact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A made-up plant for evaluation: devices, places and values that no training has seen. */
final class Plant {
  static final int MOST = 30;

  private static final List<String> THINGS =
      List.of(
          "autoclave",
          "bioreactor",
          "palletizer",
          "winch",
          "galley",
          "hangar",
          "barge",
          "turret",
          "carousel",
          "kettle",
          "smelter",
          "ballast",
          "calender",
          "flume",
          "vat",
          "still");
  private static final List<String> PLACES =
      List.of(
          "mezzanine",
          "atrium",
          "scullery",
          "belfry",
          "paddock",
          "jetty",
          "cloakroom",
          "rotunda",
          "orangery",
          "brewhouse",
          "dovecote",
          "gatehouse");
  private static final List<String> GATES =
      List.of("porthole", "trapdoor", "floodgate", "turnstile");
  private static final List<String> SWITCHED =
      List.of("projector", "floodlight", "dishwasher", "humidor", "shredder", "strobe");
  private static final List<String> SYLLABLES =
      List.of("zu", "jax", "mok", "pli", "gre", "thu", "wyl", "bro", "ix", "quo", "fen", "dru");
  private static final Map<String, String> OPPOSITES =
      Map.of("open", "closed", "closed", "open", "on", "off", "off", "on");
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("temperature", "°C"),
          Map.entry("humidity", "%"),
          Map.entry("pressure", "bar"),
          Map.entry("power", "kW"),
          Map.entry("level", "m"),
          Map.entry("flow", "l/s"),
          Map.entry("conductivity", "µS/cm"),
          Map.entry("opacity", "%"),
          Map.entry("strain", "µm/m"),
          Map.entry("voltage", "V"));
  private static final List<String> QUANTITIES = UNITS.keySet().stream().sorted().toList();

  private final Random random;
  private final Instant now;
  private final Map<String, String> things = new LinkedHashMap<>();

  Plant(Random random, Instant now) {
    this.random = random;
    this.now = now;
  }

  /** So many facts in random order, no two of one name. */
  List<Fact> sheet(int count) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    while (facts.size() < count) {
      boolean states = random.nextInt(3) == 0;
      String thing = states ? pick(random.nextBoolean() ? GATES : SWITCHED) : thing();
      boolean numbered = random.nextBoolean();
      String quantity = pick(QUANTITIES);
      for (int i = 1 + random.nextInt(5); i > 0 && facts.size() < count; i--) {
        String entity = numbered ? thing + " " + (1 + random.nextInt(60)) : place() + " " + thing;
        Fact fact = states ? state(thing, entity) : number(entity, quantity);
        if (facts.putIfAbsent(fact.name(), fact) == null) {
          things.put(fact.name(), thing);
        }
      }
    }
    List<Fact> shuffled = new ArrayList<>(facts.values());
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private String thing() {
    return random.nextInt(4) == 0 ? word() : pick(THINGS);
  }

  private String place() {
    return random.nextInt(4) == 0 ? word() : pick(PLACES);
  }

  private String word() {
    return pick(SYLLABLES) + pick(SYLLABLES) + pick(SYLLABLES);
  }

  private Fact number(String entity, String quantity) {
    BigDecimal value =
        BigDecimal.valueOf(random.nextDouble() * 200)
            .setScale(random.nextInt(3), RoundingMode.HALF_UP);
    double spread = 1 + random.nextInt(9);
    double base = value.setScale(0, RoundingMode.HALF_UP).doubleValue();
    boolean limited = random.nextInt(3) > 0;
    double high = base + random.nextInt(31) - 12 + 0.5;
    Double low = random.nextInt(3) == 0 ? (Double) (high - 40) : null;
    List<Fact.Window> windows = new ArrayList<>();
    for (Duration span : List.of(Duration.ofHours(1), Duration.ofDays(1))) {
      if (random.nextInt(3) > 0) {
        windows.add(new Fact.Window(span, 60, base - spread, base + spread, base + 0.5));
      }
    }
    return new Fact(
        "site/" + entity.replace(' ', '/'),
        quantity,
        entity + " " + quantity,
        quantity,
        value,
        UNITS.get(quantity),
        ago(),
        random.nextBoolean() ? ago() : null,
        limited ? new Fact.Limits(low, high) : null,
        windows);
  }

  private Fact state(String thing, String entity) {
    String value = pick(GATES.contains(thing) ? List.of("open", "closed") : List.of("on", "off"));
    return new Fact(
        "site/" + entity.replace(' ', '/'),
        "",
        entity + " state",
        "state",
        value,
        null,
        random.nextBoolean() ? ago() : null,
        ago(),
        null,
        List.of());
  }

  private Instant ago() {
    return now.minusSeconds((long) Math.pow(10, 1 + random.nextDouble() * 5));
  }

  String opposite(String state) {
    return OPPOSITES.getOrDefault(state, state);
  }

  String thing(Fact fact) {
    return things.getOrDefault(fact.name(), "device");
  }

  /** The device or place as people write it: with or without an article, at times with a typo. */
  String entity(Fact fact) {
    String bare = fact.name().substring(0, fact.name().length() - fact.quantity().length() - 1);
    String written = random.nextInt(12) == 0 ? typo(bare) : bare;
    boolean numbered = Character.isDigit(bare.charAt(bare.length() - 1));
    return !numbered && random.nextBoolean() ? "the " + written : written;
  }

  private String typo(String name) {
    int at = 1 + random.nextInt(4);
    if (name.length() < 7 || name.charAt(at) == name.charAt(at + 1) || name.indexOf(' ') < 6) {
      return name;
    }
    return name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
  }

  /** A fact of a device that is not there, though one much like it is. */
  Fact stranger(List<Fact> facts, Fact like) {
    String thing = thing(like);
    String entity;
    do {
      entity =
          random.nextBoolean()
              ? thing + " " + (1 + random.nextInt(600))
              : pick(PLACES) + " " + thing;
    } while (taken(facts, entity + " "));
    return named(like, entity + " " + like.quantity(), like.quantity());
  }

  /** A fact of a quantity that the device does not have. */
  Fact otherQuantity(List<Fact> facts, Fact like) {
    String bare = like.name().substring(0, like.name().length() - like.quantity().length());
    String quantity;
    do {
      quantity = pick(QUANTITIES);
    } while (taken(facts, bare + quantity));
    return named(like, bare + quantity, quantity);
  }

  private static boolean taken(List<Fact> facts, String start) {
    return facts.stream().anyMatch(f -> f.name().startsWith(start));
  }

  private static Fact named(Fact like, String name, String quantity) {
    return new Fact(
        like.topic(), "", name, quantity, like.value(), null, null, null, null, List.of());
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
