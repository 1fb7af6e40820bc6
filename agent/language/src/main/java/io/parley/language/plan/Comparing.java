package io.parley.language.plan;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.reader.Link;
import io.parley.query.Condition;
import io.parley.query.Condition.Op;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.query.Than;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions that hold two things, or two times, against each other. */
final class Comparing {
  private final Parts parts;
  private final List<Link> links;
  private final @Nullable Span span;
  private final String ask;

  Comparing(Parts parts, List<Link> links, @Nullable Span span, String ask) {
    this.parts = parts;
    this.links = links;
    this.span = span;
    this.ask = ask;
  }

  /** The outline; absent if nothing is held against anything. */
  @Nullable Outline outline() {
    if (parts.has(Kind.NUMBER, Kind.LIMIT, Kind.STATE, Kind.NOT)) {
      return null;
    }
    if (parts.has(Kind.DIFFERENCE, Kind.RATIO)) {
      return figure(parts.has(Kind.RATIO) ? Kind.RATIO : Kind.DIFFERENCE);
    }
    if (!parts.has(Kind.ABOVE, Kind.BELOW, Kind.EQUAL)) {
      return null;
    }
    Kind kind =
        parts.has(Kind.ABOVE) ? Kind.ABOVE : parts.has(Kind.BELOW) ? Kind.BELOW : Kind.EQUAL;
    int groups = parts.groups().size();
    if (groups == 2 && (parts.has(Kind.OR) || ask.equals("which"))) {
      return extreme(kind);
    }
    boolean earlier = span != null && parts.has(Kind.THAN) && groups < 2;
    if (groups != 2 && !earlier) {
      return null;
    }
    Link link = parts.take(kind).orElseThrow();
    List<Concept> implied = new ArrayList<>(Planner.implied(link, kind));
    boolean howMuch = ask.equals("how-much");
    if (!howMuch && !ask.equals("is") && !ask.isEmpty()) {
      return null;
    }
    Condition relation = new Condition.Relation(op(kind), false);
    Than than = earlier && span != null ? new Than.Before(span) : new Than.Other(Scope.ALL);
    Span over = earlier ? null : span;
    Query query =
        howMuch
            ? new Query(Find.DIFFERENCE, Scope.ALL, null, over, than, 1, null)
            : new Query(Find.COMPARE, Scope.ALL, relation, over, than, 1, null);
    return new Outline(query, implied, !earlier, false);
  }

  private static Op op(Kind kind) {
    return kind == Kind.ABOVE ? Op.ABOVE : kind == Kind.BELOW ? Op.BELOW : Op.EQUAL;
  }

  private @Nullable Outline figure(Kind kind) {
    Optional<Link> link = parts.take(kind);
    parts.takeAll(Kind.BETWEEN);
    if (link.isEmpty() || parts.groups().size() != 2) {
      return null;
    }
    Find find = kind == Kind.RATIO ? Find.RATIO : Find.DIFFERENCE;
    return new Outline(
        new Query(find, Scope.ALL, null, span, new Than.Other(Scope.ALL), 1, null),
        Planner.implied(link.get(), kind),
        true,
        false);
  }

  /** "Which is warmer, the attic or the cellar?" asks for the extreme of the two. */
  private Outline extreme(Kind kind) {
    Link link = parts.take(kind).orElseThrow();
    Find find = kind == Kind.BELOW ? Find.MIN : Find.MAX;
    return new Outline(
        new Query(find, Scope.ALL, null, span, null, 1, null),
        Planner.implied(link, kind),
        false,
        false);
  }

  List<Link> links() {
    return links;
  }
}
