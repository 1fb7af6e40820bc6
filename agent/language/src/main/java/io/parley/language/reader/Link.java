package io.parley.language.reader;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.query.Span;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some words of a question, and what they are linked to.
 *
 * @param from the first token
 * @param to the token after the last
 * @param words the words as they stand in the question
 * @param concepts what a pack says they mean; several where the words are ambiguous
 * @param names words of the site's names that they are, lower case; empty if none
 * @param number the number that they say, or that belongs to the name before it
 * @param span the time that they name
 * @param unit the unit that they name, as it is told
 * @param corrected whether a typing error was mended
 */
public record Link(
    int from,
    int to,
    String words,
    List<Concept> concepts,
    List<String> names,
    @Nullable BigDecimal number,
    @Nullable Span span,
    @Nullable String unit,
    boolean corrected) {
  public Link {
    concepts = List.copyOf(concepts);
    names = List.copyOf(names);
  }

  static Link of(int from, int to, String words, List<Concept> concepts, List<String> names) {
    return new Link(from, to, words, concepts, names, null, null, null, false);
  }

  /** A number that belongs to no name. */
  static Link ofNumber(int at, String said, BigDecimal value) {
    List<Concept> number = List.of(new Concept(Kind.NUMBER, ""));
    return new Link(at, at + 1, said, number, List.of(), value, null, null, false);
  }

  /** Another number of the same name. */
  Link ofNumberToo(int at, String said, BigDecimal value) {
    return new Link(at, at + 1, said, concepts, names, value, null, null, corrected);
  }

  /** A phrase that is also these names. */
  Link withNames(List<String> more) {
    return new Link(from, to, words, concepts, more, null, span, unit, false);
  }

  /** A phrase that is also this unit. */
  Link withUnit(@Nullable String said) {
    return new Link(from, to, words, concepts, List.of(), null, null, said, false);
  }

  static Link ofUnit(int from, int to, String words, String unit) {
    List<Concept> concepts = List.of(new Concept(Kind.UNIT, unit));
    return new Link(from, to, words, concepts, List.of(), null, null, unit, false);
  }

  Link withNumber(int end, String said, BigDecimal value) {
    return new Link(from, end, words + " " + said, concepts, names, value, span, unit, corrected);
  }

  Link withState(Concept state) {
    List<Concept> kept =
        concepts.stream().filter(c -> c.kind() != Kind.STATE || c.equals(state)).toList();
    return new Link(from, to, words, kept, names, number, span, unit, corrected);
  }

  Link withCorrection() {
    return new Link(from, to, words, concepts, names, number, span, unit, true);
  }

  /** Whether a pack gives them this part. */
  public boolean is(Kind kind) {
    return concepts.stream().anyMatch(concept -> concept.kind() == kind);
  }

  /** The value of the concept of this kind; empty if there is none. */
  public String value(Kind kind) {
    return concepts.stream()
        .filter(concept -> concept.kind() == kind)
        .map(Concept::value)
        .findFirst()
        .orElse("");
  }

  /** Whether they say which series are meant. */
  public boolean restricts() {
    return !names.isEmpty() || concepts.stream().anyMatch(concept -> concept.kind().restricts());
  }

  /** Whether nothing is known of them. */
  public boolean unknown() {
    return concepts.isEmpty() && names.isEmpty() && number == null && span == null && unit == null;
  }
}
