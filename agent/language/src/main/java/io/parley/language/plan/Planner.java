package io.parley.language.plan;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.plan.Plan.Doubt;
import io.parley.language.reader.Link;
import io.parley.language.reader.Reading;
import io.parley.language.reader.SiteIndex;
import io.parley.query.Query;
import io.parley.query.QueryException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes queries from a reading. A plan is made only if no word is left over: what has no place in
 * the query would have changed what was asked.
 */
public final class Planner {
  private final SiteIndex index;

  /** A planner for a site. */
  public Planner(SiteIndex index) {
    this.index = index;
  }

  /**
   * Plans a question.
   *
   * @param subject what the topic says that it is about; stands where the words name nothing;
   *     absent: nothing
   * @param before the asker's query before this one, which a question may continue; absent: none
   */
  public Plan plan(Reading whole, @Nullable Reading subject, @Nullable Query before) {
    Reading reading = Asides.without(whole);
    List<Link> links = reading.links().stream().filter(link -> !idle(link)).toList();
    if (demands(reading, links)) {
      return new Plan.Command();
    }
    if (reading.cut()) {
      // What was not read may change what is asked.
      return new Plan.NotUnderstood(List.of());
    }
    if (!reading.unknown().isEmpty()) {
      return new Plan.UnknownWords(reading.unknown());
    }
    Optional<Link> beyond = links.stream().filter(Planner::beyond).findFirst();
    if (beyond.isPresent()) {
      return new Plan.NotUnderstood(List.of(beyond.get().words()));
    }
    List<Query> queries = new ArrayList<>();
    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    for (List<Link> part : parts(links)) {
      Plan plan = new PartPlan(index, part, subject, before).plan();
      if (!(plan instanceof Plan.Asks asks)) {
        return plan;
      }
      queries.addAll(asks.queries());
      doubts.addAll(asks.doubts());
    }
    return queries.isEmpty()
        ? new Plan.NotUnderstood(List.of())
        : new Plan.Asks(queries, List.copyOf(doubts));
  }

  /** Filler and nothing else. */
  private static boolean idle(Link link) {
    return link.is(Kind.FILLER)
        && link.span() == null
        && link.concepts().stream().allMatch(concept -> concept.kind() == Kind.FILLER);
  }

  private static boolean beyond(Link link) {
    return link.is(Kind.BEYOND) && link.names().isEmpty() && link.concepts().size() == 1;
  }

  /** The first word is a verb that acts, or the sentence is "lights out!". */
  private static boolean demands(Reading reading, List<Link> links) {
    if (links.isEmpty()) {
      return false;
    }
    boolean asks = reading.links().stream().anyMatch(link -> link.is(Kind.ASK));
    boolean told =
        !asks
            && links.stream().anyMatch(link -> link.is(Kind.COMMAND))
            && reading.links().stream().noneMatch(link -> link.words().equals("?"));
    Link first = links.get(0);
    boolean asked = reading.links().stream().anyMatch(link -> link.words().equals("?"));
    return told || (first.is(Kind.COMMAND) && !(first.is(Kind.STATE) && asked));
  }

  /** A question that follows an "and" with a question word of its own is a part of its own. */
  private static List<List<Link>> parts(List<Link> links) {
    List<List<Link>> parts = new ArrayList<>();
    List<Link> part = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      boolean joint = links.get(i).is(Kind.AND) && i + 1 < links.size();
      if (joint
          && links.get(i + 1).is(Kind.ASK)
          && part.stream().anyMatch(link -> link.is(Kind.ASK))
          && part.size() > 1) {
        parts.add(part);
        part = new ArrayList<>();
      } else {
        part.add(links.get(i));
      }
    }
    parts.add(part);
    return parts;
  }

  static Plan checked(java.util.function.Supplier<Plan> plan) {
    try {
      return plan.get();
    } catch (QueryException e) {
      return new Plan.NotUnderstood(List.of());
    }
  }

  static List<Concept> implied(Link link, Kind kind) {
    String value = link.value(kind);
    return value.isEmpty() ? List.of() : List.of(new Concept(Kind.QUANTITY, value));
  }
}
