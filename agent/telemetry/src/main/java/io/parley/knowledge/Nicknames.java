package io.parley.knowledge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Things and places that people call by several names. */
final class Nicknames {
  private static final List<Set<String>> SAME =
      List.of(
          Set.of("light", "lamp", "bulb", "lights", "lighting"),
          Set.of("fridge", "refrigerator"),
          Set.of("tv", "television", "telly"),
          Set.of("hall", "hallway", "corridor"),
          Set.of("cellar", "basement"),
          Set.of("lounge", "living", "sitting"),
          Set.of("loft", "attic"),
          Set.of("motor", "engine", "drive"),
          Set.of("toilet", "wc", "restroom"),
          Set.of("restroom", "bathroom", "bath"),
          Set.of("shed", "outhouse"),
          Set.of("yard", "courtyard"),
          Set.of("plug", "socket", "outlet"),
          Set.of("heater", "heating", "radiator"),
          Set.of("boiler", "kettle"),
          Set.of("ac", "aircon", "conditioner"),
          Set.of("blind", "shade", "shutter", "blinds"),
          Set.of("dryer", "drier"),
          Set.of("pv", "solar", "photovoltaic"),
          Set.of("ev", "car", "wallbox"),
          Set.of("tank", "cistern", "reservoir"),
          Set.of("conveyor", "belt"),
          Set.of("oven", "stove", "furnace"),
          Set.of("outside", "outdoor", "outdoors", "exterior"),
          Set.of("inside", "indoor", "indoors"),
          Set.of("porch", "entrance", "entry"));
  private static final Map<String, Set<String>> OF = new HashMap<>();

  static {
    for (Set<String> group : SAME) {
      for (String name : group) {
        OF.computeIfAbsent(name, n -> new HashSet<>()).addAll(group);
      }
    }
  }

  private Nicknames() {}

  /** All names of what this word names, itself among them; empty if it has no other. */
  static Set<String> of(String word) {
    return OF.getOrDefault(word, Set.of());
  }
}
