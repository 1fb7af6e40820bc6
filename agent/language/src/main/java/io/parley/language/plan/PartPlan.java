package io.parley.language.plan;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.plan.Plan.Doubt;
import io.parley.language.reader.Link;
import io.parley.language.reader.Reading;
import io.parley.language.reader.SiteIndex;
import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import io.parley.query.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plan of one part of a question: what is found, under which condition, over which time. */
final class PartPlan {
  private static final Set<Find> OF_ONE =
      EnumSet.of(
          Find.VALUE,
          Find.AGE,
          Find.ANY,
          Find.TREND,
          Find.DURATION,
          Find.WHEN,
          Find.TIMES,
          Find.LIMIT,
          Find.DIFFERENCE,
          Find.RATIO,
          Find.COMPARE);

  /** What may be asked of each of several scopes in turn. */
  private static final Set<Find> EACH =
      EnumSet.of(Find.VALUE, Find.AGE, Find.TREND, Find.LIMIT, Find.WHEN, Find.DURATION);

  private static final Set<Find> COUNTED =
      EnumSet.of(Find.MEAN, Find.SUM, Find.ALL, Find.LIST, Find.COUNT, Find.MAX, Find.MIN);

  private static final Set<Find> MANY =
      EnumSet.of(Find.ALL, Find.LIST, Find.COUNT, Find.MAX, Find.MIN);

  private static final Set<Find> FIGURES = EnumSet.of(Find.MAX, Find.MIN, Find.MEAN, Find.SUM);

  private final SiteIndex index;
  private final List<Link> links;
  private final Parts parts;
  private final @Nullable Reading subject;
  private final @Nullable Query before;
  private String asked = "";
  private final Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
  private final List<Concept> implied = new ArrayList<>();

  PartPlan(SiteIndex index, List<Link> links, @Nullable Reading subject, @Nullable Query before) {
    this.index = index;
    this.links = Prepositions.dropped(links);
    this.parts = new Parts(this.links);
    this.subject = subject;
    this.before = before;
  }

  Plan plan() {
    return Planner.checked(this::planned);
  }

  private Plan planned() {
    if (before != null && Continuation.continues(parts, links)) {
      return new Continuation(index, parts, before).plan();
    }
    if (parts.takeAll(Kind.TOPICS)) {
      return finished(List.of(Query.of(Find.TOPICS, Scope.ALL)));
    }
    Span span = span();
    asked = parts.ask();
    Outline outline = new Outlining(parts, links, span).outline();
    if (outline == null) {
      return new Plan.NotUnderstood(parts.rest());
    }
    implied.addAll(outline.implied());
    return asked(outline);
  }

  /** The time; more than one is more than a query says. */
  private @Nullable Span span() {
    Optional<Link> link = links.stream().filter(each -> each.span() != null).findFirst();
    link.ifPresent(parts::take);
    return link.map(Link::span).orElse(null);
  }

  private Plan asked(Outline outline) {
    List<List<Link>> groups = new ArrayList<>(parts.groups());
    groups.forEach(group -> group.forEach(parts::take));
    boolean spoken = parts.takeAll(Kind.ASK);
    parts.takeAll(Kind.THAN, Kind.USED);
    boolean open = groups.isEmpty() && implied.isEmpty();
    boolean pronoun = parts.takeAll(Kind.PRONOUN);
    if (pronoun || open) {
      groups = aboutSubject(groups);
    }
    if (pronoun && groups.isEmpty() && implied.isEmpty()) {
      return new Plan.NotUnderstood(List.of());
    }
    int expected = counted(outline);
    if (!parts.rest().isEmpty()) {
      return new Plan.NotUnderstood(parts.rest());
    }
    if (groups.isEmpty() && outline.needsScope()) {
      return new Plan.NotUnderstood(List.of());
    }
    List<Query> queries = new ArrayList<>();
    Plan failed =
        outline.twoSided()
            ? twoSides(outline, groups, queries)
            : oneSide(outline, groups, queries, expected);
    if (!spoken && outline.query().find() != Find.PROBLEMS) {
      doubts.add(Doubt.SHORT);
    }
    return failed == null ? finished(queries) : failed;
  }

  private List<List<Link>> aboutSubject(List<List<Link>> groups) {
    Reading of = subject;
    if (of == null) {
      return groups;
    }
    List<Link> words =
        of.links().stream().filter(link -> link.restricts() && !index.of(link).isEmpty()).toList();
    if (words.isEmpty()) {
      return groups;
    }
    doubts.add(Doubt.SUBJECT);
    List<List<Link>> about = new ArrayList<>(groups);
    if (about.isEmpty()) {
      about.add(words);
    } else {
      about.replaceAll(
          group -> {
            List<Link> both = new ArrayList<>(words);
            both.addAll(group);
            return both;
          });
    }
    return about;
  }

  private @Nullable Plan oneSide(
      Outline outline, List<List<Link>> groups, List<Query> into, int expected) {
    Selection selection = new Resolver(index).select(groups, implied, narrowing(outline));
    if (!selection.found()) {
      return notFound(selection);
    }
    if (expected > 0 && selection.things() != expected) {
      return new Plan.NotUnderstood(List.of());
    }
    if (selection.scopes().size() > 1 && !EACH.contains(outline.query().find())) {
      return new Plan.NotUnderstood(List.of());
    }
    doubts.addAll(selection.doubts());
    if (expected == 0 && overEverything(outline, groups) && selection.things() > 1) {
      doubts.add(Doubt.SEVERAL);
    }
    if (expected > 0) {
      // The asker has counted them.
      doubts.remove(Doubt.SEVERAL);
    }
    boolean extreme = outline.query().find() == Find.MAX || outline.query().find() == Find.MIN;
    if (extreme && outline.query().over() == null && selection.things() < 2) {
      doubts.add(Doubt.NEAREST);
    }
    if (outline.plural() && MANY.contains(outline.query().find()) && one(selection)) {
      // Several are asked for: the words of the others may not be known as such.
      doubts.add(Doubt.NEAREST);
    }
    boolean vague = outline.query().find() == Find.VALUE && implied.isEmpty() && !measured(groups);
    if (vague && (selection.mixed() || selection.battery())) {
      doubts.add(Doubt.SEVERAL);
    }
    Query asks = outline.query();
    boolean one = asks.find() == Find.LIST && asks.where() == null && selection.things() == 1;
    // "Which temperature does the kitchen have" asks for the value.
    Query query = one && measured(groups) ? Query.of(Find.VALUE, asks.scope()) : asks;
    selection.scopes().forEach(scope -> into.add(query.in(scope)));
    return null;
  }

  private boolean one(Selection selection) {
    return selection.scopes().size() == 1 && index.of(selection.scopes().get(0)).cardinality() == 1;
  }

  /** The number of "all three lines", which has to be that of the things; 0 if none is said. */
  private int counted(Outline outline) {
    if (!COUNTED.contains(outline.query().find())) {
      return 0;
    }
    return parts.take(Kind.NUMBER).map(Link::number).map(java.math.BigDecimal::intValue).orElse(0);
  }

  /** A total of everything counts what a main meter counts already; a mean mixes what is unlike. */
  private boolean overEverything(Outline outline, List<List<Link>> groups) {
    Find find = outline.query().find();
    boolean figure = find == Find.SUM || find == Find.MEAN;
    boolean named = groups.stream().flatMap(List::stream).anyMatch(link -> !link.is(Kind.QUANTITY));
    return figure && !named && !parts.says(Kind.THING, "room");
  }

  private static boolean measured(List<List<Link>> groups) {
    return groups.stream().flatMap(List::stream).anyMatch(link -> link.is(Kind.QUANTITY));
  }

  private Resolver.Narrowing narrowing(Outline outline) {
    Find find = outline.query().find();
    if (parts.says(Kind.THING, "state") && find == Find.VALUE) {
      return Resolver.Narrowing.STATES;
    }
    boolean each = outline.plural() || !OF_ONE.contains(find);
    if (parts.says(Kind.THING, "room") && each) {
      return Resolver.Narrowing.ROOMS;
    }
    if (outline.plural()) {
      return Resolver.Narrowing.NONE;
    }
    if (find == Find.SUM && outline.query().over() != null) {
      return Resolver.Narrowing.COUNTERS;
    }
    boolean overTime = outline.query().over() != null && FIGURES.contains(find);
    if (find == Find.VALUE && asked.equals("how-much") && implied.isEmpty()) {
      return Resolver.Narrowing.AMOUNTS;
    }
    if (find == Find.ANY) {
      return Resolver.Narrowing.ANY;
    }
    return OF_ONE.contains(find)
        ? Resolver.Narrowing.NEAREST
        : overTime ? Resolver.Narrowing.EXACT : Resolver.Narrowing.NONE;
  }

  private @Nullable Plan twoSides(Outline outline, List<List<Link>> groups, List<Query> into) {
    if (groups.size() != 2) {
      return new Plan.NotUnderstood(List.of());
    }
    Selection both = new Resolver(index).select(groups, implied, Resolver.Narrowing.NEAREST);
    Selection left = new Resolver(index).sideOf(groups, 0, implied);
    Selection right = new Resolver(index).sideOf(groups, 1, implied);
    if (!left.found() || !right.found() || !both.found()) {
      return notFound(left.found() ? right.found() ? both : right : left);
    }
    doubts.addAll(left.doubts());
    doubts.addAll(right.doubts());
    into.add(
        outline
            .query()
            .in(left.scopes().get(0))
            .than(new io.parley.query.Than.Other(right.scopes().get(0))));
    return null;
  }

  private static Plan notFound(Selection selection) {
    return selection.unknown().isEmpty()
        ? new Plan.NotUnderstood(List.of())
        : new Plan.UnknownWords(selection.unknown());
  }

  private Plan finished(List<Query> queries) {
    return parts.rest().isEmpty()
        ? new Plan.Asks(queries, List.copyOf(doubts))
        : new Plan.NotUnderstood(parts.rest());
  }

  static boolean isState(@Nullable Condition condition) {
    return condition instanceof Condition.StateIs;
  }
}
