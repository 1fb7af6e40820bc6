package io.parley.query;

import java.util.List;
import java.util.Locale;

/**
 * Which series a query is about: the intersection of its restrictions. An empty list restricts
 * nothing; within one list each entry is an alternative. Names are compared without case.
 *
 * @param things exact names of things, e.g. {@code boiler 3}
 * @param like words that the name of thing or series holds, in any order, e.g. {@code supply}; a
 *     number belongs to the word before it
 * @param classes classes of things, e.g. {@code lamp}
 * @param quantities what is measured, e.g. {@code temperature}
 * @param places places, e.g. {@code kitchen}
 * @param floors floors, e.g. {@code upstairs}
 * @param not what is left out: of everything above, what one of these restrictions names
 */
public record Scope(
    List<String> things,
    List<String> like,
    List<String> classes,
    List<String> quantities,
    List<String> places,
    List<String> floors,
    List<Scope> not) {
  /** The most entries of one list. */
  public static final int MOST = 32;

  /** The longest entry, in characters. */
  public static final int MOST_CHARACTERS = 200;

  /** Everything at the site. */
  public static final Scope ALL =
      new Scope(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public Scope {
    things = entries("thing", things);
    like = entries("like", like);
    classes = entries("class", classes);
    quantities = entries("quantity", quantities);
    places = entries("place", places);
    floors = entries("floor", floors);
    not = List.copyOf(not);
    if (not.size() > MOST) {
      throw new QueryException("not", "%d entries must be at most %d".formatted(not.size(), MOST));
    }
    for (Scope inner : not) {
      if (!inner.not.isEmpty()) {
        throw new QueryException("not", "a restriction in 'not' must not have a 'not' of its own");
      }
    }
  }

  private static List<String> entries(String field, List<String> entries) {
    if (entries.size() > MOST) {
      throw new QueryException(
          field, "%d entries must be at most %d".formatted(entries.size(), MOST));
    }
    for (String entry : entries) {
      if (entry.isBlank() || entry.length() > MOST_CHARACTERS) {
        throw new QueryException(
            field, "an entry must have 1 to %d characters".formatted(MOST_CHARACTERS));
      }
    }
    return entries.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether it restricts nothing. */
  public boolean unrestricted() {
    return equals(ALL);
  }

  /** The same about things of these exact names. */
  public Scope withThings(List<String> names) {
    return new Scope(names, like, classes, quantities, places, floors, not);
  }

  /** The same with words of names. */
  public Scope withLike(List<String> words) {
    return new Scope(things, words, classes, quantities, places, floors, not);
  }

  /** The same about these classes. */
  public Scope withClasses(List<String> names) {
    return new Scope(things, like, names, quantities, places, floors, not);
  }

  /** The same about these quantities. */
  public Scope withQuantities(List<String> names) {
    return new Scope(things, like, classes, names, places, floors, not);
  }

  /** The same at these places. */
  public Scope withPlaces(List<String> names) {
    return new Scope(things, like, classes, quantities, names, floors, not);
  }

  /** The same on these floors. */
  public Scope withFloors(List<String> names) {
    return new Scope(things, like, classes, quantities, places, names, not);
  }

  /** The same without these. */
  public Scope without(List<Scope> excluded) {
    return new Scope(things, like, classes, quantities, places, floors, excluded);
  }
}
