package io.parley.ingest;

import io.parley.knowledge.Knowledge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value that a stack says in several places, of which Parley makes one series.
 *
 * @param places where it stands, most telling first; none: it is no value
 * @param told the path in words, e.g. {@code state} for a relay; absent: as it stands
 */
record Copies(List<Place> places, @Nullable String told) {
  /**
   * One of the places.
   *
   * @param topic the topic
   * @param path the path in its payload
   */
  record Place(String topic, String path) {}

  /** The copies of this value; absent where it has none. */
  static @Nullable Copies of(String topic, String path) {
    Copies tasmota = Tasmota.of(topic, path);
    return tasmota == null ? Shelly.of(topic, path) : tasmota;
  }

  /** Whose series it is: that which is known, else its own; absent where it begins none. */
  @Nullable Place series(String topic, String path, Knowledge knowledge) {
    for (Place place : places) {
      if (knowledge.knows(place.topic(), place.path())) {
        return place;
      }
    }
    Place own = new Place(topic, path);
    return places.contains(own) && !Tasmota.answer(own) ? own : null;
  }
}
