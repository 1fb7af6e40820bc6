package io.parley.prompt;

import io.parley.knowledge.Fact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Several series that a question means together, and what is computed over them. */
final class Group {
  private static final int MOST = 2;
  private static final int NAMED = 8;

  private final List<Match> members;
  private final boolean mixed;
  private final Reading reading;
  private final Answers answers;
  private final List<String> out = new ArrayList<>();

  private Group(List<Match> members, boolean mixed, Reading reading, Answers answers) {
    this.members = members;
    this.mixed = mixed;
    this.reading = reading;
    this.answers = answers;
  }

  private record Key(Level level, String kind) {}

  /** The groups of a sheet, at most two. */
  static List<Group> of(List<Match> matches, Reading reading, Answers answers) {
    Map<Key, List<Match>> found = new LinkedHashMap<>();
    for (Match match : matches) {
      if (grouped(match, reading)) {
        found
            .computeIfAbsent(new Key(match.level(), match.series().kind()), k -> new ArrayList<>())
            .add(match);
      }
    }
    List<Group> out = new ArrayList<>();
    found.forEach(
        (key, all) -> {
          if (all.size() > 1 && !unclear(key, all, found) && alike(all)) {
            out.add(new Group(all, false, reading, answers));
          }
        });
    if (out.isEmpty()) {
      List<Match> limited =
          matches.stream()
              .filter(m -> grouped(m, reading) && m.level() != Level.NONE)
              .filter(m -> m.fit() == Fit.OPEN && m.series().limited())
              .toList();
      if (limited.size() > 1) {
        out.add(new Group(limited, true, reading, answers));
      }
    }
    return out.subList(0, Math.min(MOST, out.size()));
  }

  private static boolean grouped(Match match, Reading reading) {
    if (match.fit() == Fit.ELSE) {
      return false;
    }
    return switch (match.level()) {
      case FULL, MANY -> true;
      case NONE -> !reading.namesSomething() && match.fit() == Fit.ASKED;
      default -> false;
    };
  }

  /** Where no quantity is asked, several groups leave open which is meant. */
  private static boolean unclear(Key key, List<Match> all, Map<Key, List<Match>> found) {
    return all.stream().anyMatch(m -> m.fit() == Fit.OPEN)
        && found.entrySet().stream()
                .filter(e -> e.getKey().level() == key.level() && e.getValue().size() > 1)
                .count()
            > 1;
  }

  private static boolean alike(List<Match> all) {
    long numbers = all.stream().filter(m -> m.series().number() != null).count();
    return numbers == 0 || numbers == all.size();
  }

  String render() {
    Series first = members.get(0).series();
    String quantity = first.quantity().isEmpty() ? "value" : first.quantity();
    String label = mixed ? "limits" : quantity;
    if (mixed) {
      limits();
    } else if (first.number() != null) {
      numbers(label);
    } else {
      states();
    }
    return "GROUP %d %s | %s".formatted(members.size(), label, String.join("; ", out));
  }

  private void numbers(String label) {
    List<BigDecimal> values = new ArrayList<>();
    Series highest = members.get(0).series();
    Series lowest = highest;
    for (Match member : members) {
      BigDecimal value = number(member);
      highest = value.compareTo(number(highest)) > 0 ? member.series() : highest;
      lowest = value.compareTo(number(lowest)) < 0 ? member.series() : lowest;
      values.add(value);
    }
    BigDecimal total = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    int scale = values.stream().mapToInt(v -> Math.max(v.scale(), 0)).max().orElse(0) + 1;
    int n = members.size();
    BigDecimal mean = total.divide(BigDecimal.valueOf(n), scale, RoundingMode.HALF_EVEN);
    out.add(
        "highest %s %s, lowest %s %s, average %s, total %s"
            .formatted(
                highest.name(),
                highest.text(),
                lowest.name(),
                lowest.text(),
                Figures.text(mean),
                Figures.text(total)));
    String unit = highest.unitAfter();
    answer("highest of %d: %s, %s".formatted(n, highest.name(), highest.shown()), Kind.GROUP_MAX);
    answer("lowest of %d: %s, %s".formatted(n, lowest.name(), lowest.shown()), Kind.GROUP_MIN);
    String all = " of " + n + " " + label + ": ";
    answer("average" + all + Figures.text(mean) + unit, Kind.GROUP_MEAN);
    answer("total" + all + Figures.text(total) + unit, Kind.GROUP_TOTAL);
    limits();
    asked();
  }

  private void asked() {
    BigDecimal asked = reading.askedNumber();
    Direction direction = reading.direction();
    if (asked == null || direction == null || !direction.compares()) {
      return;
    }
    int sign = direction == Direction.OVER ? 1 : -1;
    count(
        direction.numberWord() + Figures.text(asked),
        members,
        m -> Integer.signum(number(m).compareTo(asked)) == sign,
        Kind.GROUP_NUMBER);
  }

  private void limits() {
    List<Match> upper = members.stream().filter(m -> m.series().high() != null).toList();
    List<Match> lower = members.stream().filter(m -> m.series().low() != null).toList();
    if (!upper.isEmpty()) {
      count("over limit", upper, m -> stands(m, Direction.OVER), Kind.GROUP_OVER);
    }
    if (!lower.isEmpty()) {
      count("under limit", lower, m -> stands(m, Direction.UNDER), Kind.GROUP_UNDER);
    }
  }

  private static boolean stands(Match member, Direction direction) {
    return Boolean.TRUE.equals(member.series().stands(direction));
  }

  private void states() {
    String word =
        members.stream()
            .map(Match::claim)
            .filter(c -> c != null)
            .map(Claim::words)
            .findFirst()
            .orElse(null);
    if (word != null) {
      List<Match> same = members.stream().filter(m -> claims(m, word)).toList();
      count(word, same, Group::holds, Kind.GROUP_STATE);
      return;
    }
    Set<String> values = new LinkedHashSet<>();
    members.forEach(m -> values.add(m.series().state()));
    for (String value : values) {
      count(value, members, m -> m.series().state().equals(value), Kind.GROUP_VALUE);
    }
  }

  private static boolean claims(Match member, String word) {
    Claim claim = member.claim();
    return claim != null && claim.words().equals(word);
  }

  private static boolean holds(Match member) {
    Claim claim = member.claim();
    return claim != null && claim.holds();
  }

  private void count(String word, List<Match> of, Predicate<Match> which, Kind kind) {
    List<String> hit = of.stream().filter(which).map(m -> m.series().name()).toList();
    String names = String.join(", ", hit.subList(0, Math.min(NAMED, hit.size())));
    names += hit.size() > NAMED ? " and %d more".formatted(hit.size() - NAMED) : "";
    out.add(word + " " + hit.size() + (hit.isEmpty() ? "" : ": " + names));
    answer(
        "%s: %d of %d%s".formatted(word, hit.size(), of.size(), hit.isEmpty() ? "" : ", " + names),
        kind);
  }

  private void answer(String text, Kind kind) {
    List<Fact> facts = members.stream().map(m -> m.series().fact()).toList();
    answers.add(text, kind, facts);
  }

  private static BigDecimal number(Match member) {
    return number(member.series());
  }

  private static BigDecimal number(Series series) {
    BigDecimal number = series.number();
    return number == null ? BigDecimal.ZERO : number;
  }
}
