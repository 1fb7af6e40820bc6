package io.parley.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Which series a question means. Series whose value has ended are left out. */
final class Retrieval {
  private static final int MOST_GROUPS = 3;

  private final Collection<Series> series;
  private final LongSupplier structure;
  private final Function<Series, Fact> fact;
  private volatile Indexed indexed = new Indexed(-1, new Vocabulary(List.of()));

  private record Indexed(long structure, Vocabulary vocabulary) {}

  /**
   * @param structure grows whenever a series comes, goes or is renamed
   */
  Retrieval(Collection<Series> series, LongSupplier structure, Function<Series, Fact> fact) {
    this.series = series;
    this.structure = structure;
    this.fact = fact;
  }

  Selection selection(String question, String subject, int most) {
    Vocabulary vocabulary = vocabulary();
    Query query = new QueryReading(vocabulary).read(question, subject);
    List<Ranking.Ranked> ranked =
        new Ranking(query, vocabulary)
            .ranked().stream().filter(one -> !one.series().ended()).toList();
    if (ranked.isEmpty()) {
      return Selection.NONE;
    }
    List<Group> groups = query.many() ? groups(Ranking.equals(ranked)) : List.of();
    List<Fact> facts = new ArrayList<>(Spread.firstOf(groups, most));
    for (Ranking.Ranked one : Ranking.shown(ranked, most)) {
      Fact next = fact.apply(one.series());
      if (facts.size() < most && facts.stream().noneMatch(f -> same(f, next))) {
        facts.add(next);
      }
    }
    return new Selection(facts, groups);
  }

  private static boolean same(Fact a, Fact b) {
    return a.topic().equals(b.topic()) && a.path().equals(b.path());
  }

  private List<Group> groups(List<Ranking.Ranked> members) {
    Map<String, List<Fact>> byKind =
        members.stream()
            .map(member -> fact.apply(member.series()))
            .collect(
                Collectors.groupingBy(
                    one ->
                        one.quantity()
                            + "|"
                            + Objects.requireNonNullElse(one.unit(), "")
                            + "|"
                            + (one.value() instanceof Number),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byKind.values().stream()
        .filter(facts -> facts.size() > 1)
        .sorted(Comparator.comparingInt(facts -> -facts.size()))
        .limit(MOST_GROUPS)
        .map(facts -> new Group(facts.get(0).quantity(), facts.get(0).unit(), facts))
        .toList();
  }

  private Vocabulary vocabulary() {
    long current = structure.getAsLong();
    Indexed mine = indexed;
    if (mine.structure() != current) {
      mine = new Indexed(current, new Vocabulary(series));
      indexed = mine;
    }
    return mine.vocabulary();
  }
}
