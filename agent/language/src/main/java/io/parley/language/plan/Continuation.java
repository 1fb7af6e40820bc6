package io.parley.language.plan;

import io.parley.language.pack.Kind;
import io.parley.language.plan.Plan.Doubt;
import io.parley.language.reader.Link;
import io.parley.language.reader.SiteIndex;
import io.parley.query.Query;
import io.parley.query.Scope;
import io.parley.query.Span;
import java.util.List;
import java.util.Set;

/** "And the bedroom?": the query before, with what is named now in place of what was. */
final class Continuation {
  private static final Set<Kind> PATCHES =
      Set.of(
          Kind.AND,
          Kind.IN,
          Kind.FILLER,
          Kind.LATEST,
          Kind.QUANTITY,
          Kind.CLASS,
          Kind.PLACE,
          Kind.FLOOR,
          Kind.SPAN,
          Kind.THING);

  private final SiteIndex index;
  private final Parts parts;
  private final Query before;

  Continuation(SiteIndex index, Parts parts, Query before) {
    this.index = index;
    this.parts = parts;
    this.before = before;
  }

  /** Whether nothing but names, places and times is said, after "and" or "what about". */
  static boolean continues(Parts parts, List<Link> links) {
    return (parts.says(Kind.AND, "also") || (!links.isEmpty() && links.get(0).is(Kind.AND)))
        && links.stream()
            .allMatch(
                link ->
                    link.concepts().stream().allMatch(c -> PATCHES.contains(c.kind()))
                        && !link.unknown());
  }

  Plan plan() {
    Query query = before;
    for (Link link : parts.links()) {
      Span span = link.span();
      if (span != null) {
        query = query.over(span);
        parts.take(link);
      }
    }
    List<List<Link>> groups = parts.groups();
    groups.forEach(group -> group.forEach(parts::take));
    parts.takeAll(Kind.AND);
    boolean same = groups.isEmpty() && query.equals(before);
    if (!parts.rest().isEmpty() || same) {
      return new Plan.NotUnderstood(parts.rest());
    }
    if (!groups.isEmpty()) {
      boolean measured = groups.stream().flatMap(List::stream).anyMatch(l -> l.is(Kind.QUANTITY));
      boolean named =
          groups.stream().flatMap(List::stream).anyMatch(link -> !link.is(Kind.QUANTITY));
      var kept =
          measured || before.scope().quantities().isEmpty()
              ? List.<io.parley.language.pack.Concept>of()
              : List.of(
                  new io.parley.language.pack.Concept(
                      Kind.QUANTITY, before.scope().quantities().get(0)));
      Selection selection = new Resolver(index).select(groups, kept, Resolver.Narrowing.NEAREST);
      if (!selection.found()) {
        return selection.unknown().isEmpty()
            ? new Plan.NotUnderstood(List.of())
            : new Plan.UnknownWords(selection.unknown());
      }
      Scope scope = selection.scopes().get(0);
      query = query.in(named ? scope : before.scope().withQuantities(scope.quantities()));
    }
    return new Plan.Asks(List.of(query), List.of(Doubt.CONTINUED));
  }
}
