package io.parley.language.plan;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.reader.Link;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import io.parley.query.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions for the greatest or the least: "the warmest room", "the two fullest tanks". */
final class Superlatives {
  private final Parts parts;
  private final List<Link> links;
  private final @Nullable Span span;
  private final List<Concept> implied;

  /**
   * Superlatives of a question.
   *
   * @param implied where the quantities go that the words imply
   */
  Superlatives(Parts parts, List<Link> links, @Nullable Span span, List<Concept> implied) {
    this.parts = parts;
    this.links = links;
    this.span = span;
    this.implied = implied;
  }

  /** The outline; absent if the words fit none. */
  @Nullable Outline outline(String ask) {
    Kind kind = parts.has(Kind.MAX) ? Kind.MAX : Kind.MIN;
    Link link = parts.take(kind).orElseThrow();
    implied.addAll(Planner.implied(link, kind));
    int top = top(link);
    if (asksWhether() || top < 1 || parts.has(Kind.STATE, Kind.NOT)) {
      return null;
    }
    Query query =
        new Query(kind == Kind.MAX ? Find.MAX : Find.MIN, Scope.ALL, null, span, null, top, null);
    boolean oneThing = span != null && !ask.equals("which") && !parts.has(Kind.ALL);
    return new Outline(query, implied, false, !oneThing);
  }

  /** "Is the kitchen the warmest room?" asks for yes or no, which no extreme tells. */
  private boolean asksWhether() {
    return links.get(0).is(Kind.ASK)
        && links.stream()
            .filter(link -> link.is(Kind.ASK))
            .allMatch(link -> link.value(Kind.ASK).equals("is"));
  }

  /** Before the extreme, or next to it behind it: "the warmest two". */
  private boolean counts(Link number, Link extreme) {
    return number.from() < extreme.from() || links.indexOf(number) == links.indexOf(extreme) + 1;
  }

  /** The two of "the two warmest"; the three of "the warmest of the three" only counts. */
  private int top(Link extreme) {
    boolean said = parts.takeAll(Kind.TOP);
    Optional<Link> number = parts.first(Kind.NUMBER).filter(each -> said || counts(each, extreme));
    number.ifPresent(parts::take);
    if (number.isEmpty()) {
      return 1;
    }
    BigDecimal count = number.get().number();
    return count == null
            || count.stripTrailingZeros().scale() > 0
            || count.intValue() > Query.MOST_TOP
        ? 0
        : count.intValue();
  }
}
