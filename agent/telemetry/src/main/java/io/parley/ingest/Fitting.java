package io.parley.ingest;

import io.parley.knowledge.Description;
import io.parley.knowledge.Reading;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What devices say about their series, no longer than a name, a unit or a state may be. */
final class Fitting {
  private static final int LONGEST_UNIT = 64;

  private Fitting() {}

  /** The end of a name that is too long: the quantity stands there. */
  static String name(String said) {
    return said.substring(Math.max(0, said.length() - Reading.LONGEST_NAME));
  }

  /** None rather than half of one. */
  static @Nullable String unit(@Nullable String said) {
    return said == null || said.length() > LONGEST_UNIT ? null : said;
  }

  /** The same without what is too long; empty if no series can have such a topic and path. */
  static Optional<Description> of(Description said) {
    if (Math.max(said.topic().length(), said.path().length()) > Reading.LONGEST_NAME) {
      return Optional.empty();
    }
    String name = said.name();
    String quantity = said.quantity();
    return Optional.of(
        new Description(
            said.topic(),
            said.path(),
            name == null ? null : name(name),
            quantity == null ? null : name(quantity),
            unit(said.unit()),
            said.states().entrySet().stream()
                .filter(state -> state.getKey().length() <= Reading.LONGEST_TEXT)
                .filter(state -> state.getValue().length() <= Reading.LONGEST_TEXT)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
            said.conversion(),
            said.kind(),
            unit(said.place())));
  }
}
