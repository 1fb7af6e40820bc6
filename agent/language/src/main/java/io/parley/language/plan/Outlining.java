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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a question asks for: its verb, its condition, its time. */
final class Outlining {
  private static final Set<String> ADDED =
      Set.of(
          "energy", "water", "gas", "rainfall", "volume", "count", "cost", "consumption", "yield");

  /** Question words for a time. */
  private static final Set<String> TIMES = Set.of("when", "since-when", "how-long", "how-often");

  /** Question words for a number of things, or which they are. */
  private static final Set<String> COUNTS = Set.of("which", "how-many", "list");

  private final Parts parts;
  private final List<Link> links;
  private final @Nullable Span span;
  private final List<Concept> implied = new ArrayList<>();

  Outlining(Parts parts, List<Link> links, @Nullable Span span) {
    this.parts = parts;
    this.links = links;
    this.span = span;
  }

  /** The outline; absent if the words fit none. */
  @Nullable Outline outline() {
    String unit = wantedUnit();
    Outline outline = first(unit != null);
    return outline == null || unit == null
        ? outline
        : new Outline(
            outline.query().unit(unit), outline.implied(), outline.twoSided(), outline.plural());
  }

  /** A unit without a number is the one to tell the answer in. */
  private @Nullable String wantedUnit() {
    if (parts.has(Kind.NUMBER)) {
      return null;
    }
    Optional<Link> unit = parts.first(Kind.UNIT);
    if (unit.isEmpty() || unit.get().restricts()) {
      return null;
    }
    parts.take(unit.get());
    return UnitQuantities.DEGREES.equals(unit.get().unit()) ? null : unit.get().unit();
  }

  private @Nullable Outline first(boolean unit) {
    String ask = parts.ask();
    boolean pieces =
        span != null && links.stream().anyMatch(link -> link.value(Kind.QUANTITY).equals("count"));
    boolean measured = unit || pieces || parts.degrees();
    if (measured && ask.equals("how-many")) {
      // "How many litres" asks how much.
      ask = "how-much";
    }
    if (parts.takeAll(Kind.PROBLEMS)) {
      if (TIMES.contains(ask)) {
        return null;
      }
      return span == null || span instanceof Span.Calendar ? of(Find.PROBLEMS, null) : null;
    }
    if (parts.takeAll(Kind.CHANGED)) {
      return changed(ask);
    }
    Outline compared = new Comparing(parts, links, span, ask).outline();
    if (compared != null) {
      return compared;
    }
    if (TIMES.contains(ask) && span == null && parts.has(Kind.MAX, Kind.MIN, Kind.MEAN, Kind.SUM)) {
      // When it was so, no figure tells.
      return null;
    }
    if (parts.has(Kind.RISING, Kind.FALLING, Kind.STEADY, Kind.TREND)) {
      return TIMES.contains(ask) || COUNTS.contains(ask) ? null : trend();
    }
    if (parts.has(Kind.MAX, Kind.MIN)) {
      return new Superlatives(parts, links, span, implied).outline(ask);
    }
    if (parts.has(Kind.MEAN)) {
      return figure(Kind.MEAN, Find.MEAN);
    }
    if (parts.has(Kind.SUM) && !ask.equals("how-many")) {
      return figure(Kind.SUM, Find.SUM);
    }
    return asked(ask);
  }

  private Outline of(Find find, @Nullable Condition where) {
    return new Outline(
        new Query(find, Scope.ALL, where, span, null, 1, null), implied, false, plural(find));
  }

  private boolean plural(Find find) {
    return find == Find.LIST
        || find == Find.COUNT
        || find == Find.ALL
        || parts.has(Kind.ALL)
        || said(Kind.ANY);
  }

  /** Whether a word says it: "is any window open?" asks of several. */
  private boolean said(Kind kind) {
    return links.stream().anyMatch(link -> link.is(kind));
  }

  private @Nullable Outline changed(String ask) {
    if (ask.equals("when") || ask.equals("since-when")) {
      return span == null ? of(Find.WHEN, null) : null;
    }
    if (ask.equals("how-long") || ask.equals("how-often") || parts.has(Kind.NOT)) {
      return null;
    }
    Span over = span == null ? new Span.Last(Duration.ofHours(1)) : span;
    return new Outline(
        new Query(Find.CHANGES, Scope.ALL, null, over, null, 1, null), implied, false, true);
  }

  private @Nullable Outline trend() {
    Op op = null;
    for (Kind kind : List.of(Kind.TREND, Kind.RISING, Kind.FALLING, Kind.STEADY)) {
      Optional<Link> link = parts.take(kind);
      if (link.isPresent()) {
        implied.addAll(Planner.implied(link.get(), kind));
        op =
            switch (kind) {
              case RISING -> Op.ABOVE;
              case FALLING -> Op.BELOW;
              case STEADY -> Op.EQUAL;
              default -> null;
            };
      }
    }
    // "rising or falling" asks which way.
    boolean either = parts.takeAll(Kind.RISING, Kind.FALLING, Kind.STEADY);
    if (parts.has(Kind.NOT)) {
      return null;
    }
    return of(Find.TREND, op == null || either ? null : new Condition.Relation(op, false));
  }

  private @Nullable Outline figure(Kind kind, Find find) {
    parts.takeAll(kind);
    parts.takeAll(Kind.ALL);
    used();
    return parts.has(Kind.STATE, Kind.NOT) ? null : of(find, null);
  }

  private @Nullable Outline asked(String ask) {
    if (ask.equals("how-old")) {
      return span == null ? of(Find.AGE, null) : null;
    }
    boolean distance = ask.equals("how-much") || ask.equals("what") || parts.has(Kind.DIFFERENCE);
    if (parts.has(Kind.LIMIT) && (distance || !parts.has(Kind.ABOVE, Kind.BELOW))) {
      return limit();
    }
    boolean negated = parts.has(Kind.NOT);
    boolean all = parts.takeAll(Kind.ALL);
    boolean none = parts.takeAll(Kind.NONE);
    Conditions conditions = new Conditions(parts);
    boolean twoStates = states() > 1;
    Condition where = twoStates && parts.takeAll(Kind.STATE) ? null : conditions.take();
    implied.addAll(conditions.implied());
    if (where == null && negated) {
      // "Which robots are not milking": a negation of what is no condition would be lost.
      return null;
    }
    // "Which window was opened last?" does not ask which are open.
    boolean lastTime = where != null && said(Kind.LATEST);
    if (lastTime && !ask.equals("when") && !ask.equals("since-when")) {
      return null;
    }
    return switch (ask) {
      case "when", "since-when" -> where == null || all || none ? null : of(Find.WHEN, where);
      case "how-long" -> where == null || all || none ? null : of(Find.DURATION, where);
      case "how-often" -> where == null || all || none ? null : times(where);
      case "how-many" -> none || (stretch() && said(Kind.TURNED)) ? null : of(Find.COUNT, where);
      default -> plain(ask, where, all, none);
    };
  }

  private int states() {
    return (int)
        links.stream()
            .filter(link -> link.is(Kind.STATE))
            .map(link -> link.value(Kind.STATE))
            .distinct()
            .count();
  }

  private Outline times(Condition where) {
    Span over = span == null ? new Span.Calendar(Span.Term.TODAY) : span;
    return new Outline(
        new Query(Find.TIMES, Scope.ALL, where, over, null, 1, null), implied, false, false);
  }

  private @Nullable Outline plain(
      String ask, @Nullable Condition where, boolean all, boolean none) {
    boolean turned = stretch() && said(Kind.TURNED);
    if (where == null) {
      return none || parts.has(Kind.NOT) ? null : turned ? changed(ask) : value(ask, all);
    }
    if (stretch()) {
      return all || none ? null : held(ask, where, turned);
    }
    if (none) {
      return new Outline(of(Find.ALL, Negation.of(where)).query(), implied, false, true);
    }
    if (ask.equals("which") || ask.equals("list") || ask.equals("what")) {
      return of(Find.LIST, where);
    }
    return new Outline(
        of(all ? Find.ALL : Find.ANY, where).query(), implied, false, all || said(Kind.ANY));
  }

  /** What became so in a stretch, or whether it was so at any time in it. */
  private @Nullable Outline held(String ask, Condition where, boolean turned) {
    if (turned && (ask.equals("which") || ask.equals("list") || ask.equals("what"))) {
      return new Outline(of(Find.CHANGES, where).query(), implied, false, true);
    }
    return turned || !ask.equals("is")
        ? null
        : new Outline(of(Find.ANY, where).query(), implied, false, said(Kind.ANY));
  }

  private boolean stretch() {
    return span != null && !(span instanceof Span.Ago) && !(span instanceof Span.At);
  }

  private @Nullable Outline value(String ask, boolean all) {
    boolean used = used();
    boolean stretch =
        span instanceof Span.Last || span instanceof Span.Calendar || span instanceof Span.Since;
    boolean added =
        used || links.stream().anyMatch(link -> ADDED.contains(link.value(Kind.QUANTITY)));
    if (stretch) {
      return added ? of(Find.SUM, null) : null;
    }
    boolean listed = ask.equals("list") || all;
    boolean measured = links.stream().anyMatch(link -> link.is(Kind.QUANTITY));
    if (ask.equals("which") && parts.namesAsPredicate()) {
      return null;
    }
    if (ask.equals("which") || (listed && !measured)) {
      return span == null ? new Outline(of(Find.LIST, null).query(), implied, false, true) : null;
    }
    return new Outline(of(Find.VALUE, null).query(), implied, false, listed);
  }

  /** Whether it asks what was used: energy over a time, power now, where no quantity is said. */
  private boolean used() {
    Optional<Link> used = parts.first(Kind.USED);
    used.ifPresent(link -> implied.addAll(Planner.implied(link, Kind.USED)));
    if (used.isPresent() && implied.isEmpty() && !said(Kind.QUANTITY)) {
      implied.add(new Concept(Kind.QUANTITY, stretch() ? "energy" : "power"));
    }
    return used.isPresent();
  }

  private @Nullable Outline limit() {
    parts.takeAll(Kind.LIMIT);
    if (parts.has(Kind.DIFFERENCE, Kind.ABOVE, Kind.BELOW)) {
      parts.takeAll(Kind.DIFFERENCE, Kind.ABOVE, Kind.BELOW);
      return new Outline(
          new Query(Find.DIFFERENCE, Scope.ALL, null, span, new Than.OwnLimit(), 1, null),
          implied,
          false,
          false);
    }
    return parts.has(Kind.STATE, Kind.NOT, Kind.NUMBER) || span != null
        ? null
        : of(Find.LIMIT, null);
  }
}
