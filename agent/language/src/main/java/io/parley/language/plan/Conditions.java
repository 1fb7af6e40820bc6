package io.parley.language.plan;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.reader.Link;
import io.parley.query.Condition;
import io.parley.query.Condition.Op;
import io.parley.query.Condition.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The condition of a question: a state, a comparison with a number, a limit. */
final class Conditions {
  private final Parts parts;
  private final List<Concept> implied = new ArrayList<>();

  Conditions(Parts parts) {
    this.parts = parts;
  }

  /** The quantities that the words of the condition imply, e.g. of "too hot". */
  List<Concept> implied() {
    return implied;
  }

  /** Takes the condition out of the parts; absent if there is none, or more than one. */
  @Nullable Condition take() {
    boolean not = parts.takeAll(Kind.NOT);
    Condition condition = limit(not);
    if (condition == null) {
      condition = comparison(not);
    }
    if (condition == null) {
      condition = state(not);
    }
    return condition;
  }

  private @Nullable Condition limit(boolean not) {
    if (parts.has(Kind.LIMIT) && parts.has(Kind.ABOVE, Kind.BELOW) && !parts.has(Kind.NUMBER)) {
      Side side = parts.has(Kind.ABOVE) ? Side.HIGH : Side.LOW;
      for (Kind kind : List.of(Kind.ABOVE, Kind.BELOW)) {
        parts.first(kind).ifPresent(link -> implied.addAll(Planner.implied(link, kind)));
      }
      parts.takeAll(Kind.THAN);
      parts.takeAll(Kind.LIMIT, Kind.ABOVE, Kind.BELOW);
      return new Condition.BeyondLimit(side, not);
    }
    boolean within = parts.has(Kind.WITHIN_LIMIT);
    for (Kind kind :
        List.of(Kind.OVER_LIMIT, Kind.UNDER_LIMIT, Kind.BEYOND_LIMIT, Kind.WITHIN_LIMIT)) {
      Optional<Link> link = parts.take(kind);
      if (link.isPresent()) {
        implied.addAll(Planner.implied(link.get(), kind));
        Side side =
            kind == Kind.OVER_LIMIT ? Side.HIGH : kind == Kind.UNDER_LIMIT ? Side.LOW : Side.EITHER;
        return new Condition.BeyondLimit(side, within != not);
      }
    }
    return null;
  }

  private @Nullable Condition comparison(boolean not) {
    if (!parts.has(Kind.NUMBER)) {
      return null;
    }
    if (parts.take(Kind.BETWEEN).isPresent()) {
      BigDecimal low = number();
      BigDecimal high = number();
      return low == null || high == null
          ? null
          : new Condition.Between(low.min(high), low.max(high), unit(), not);
    }
    for (Kind kind : List.of(Kind.AT_LEAST, Kind.AT_MOST, Kind.ABOVE, Kind.BELOW, Kind.EQUAL)) {
      Optional<Link> link = parts.take(kind);
      if (link.isPresent() && againstAThing(link.get(), kind)) {
        return null;
      }
      if (link.isPresent()) {
        parts.takeAll(kind, Kind.THAN);
        implied.addAll(Planner.implied(link.get(), kind));
        BigDecimal number = numberOf(link.get());
        Op op = Op.of(kind.code().equals("equal") ? "equal" : kind.code()).orElseThrow();
        return number == null ? null : new Condition.Compares(op, number, unit(), not);
      }
    }
    return null;
  }

  /** "2 degrees warmer than the bathroom" says how far two things are apart, which is no limit. */
  private boolean againstAThing(Link comparator, Kind kind) {
    Optional<Link> than = parts.first(Kind.THAN);
    if (than.isPresent() && parts.restrictsBehind(than.get())) {
      return true;
    }
    boolean besides = kind == Kind.ABOVE || kind == Kind.BELOW || kind == Kind.EQUAL;
    return besides
        && parts.firstBehind(Kind.NUMBER, comparator).isEmpty()
        && parts.restrictsBehind(comparator);
  }

  /** The first number behind the words of a comparison; where none is, the first before them. */
  private @Nullable BigDecimal numberOf(Link comparator) {
    Optional<Link> behind = parts.firstBehind(Kind.NUMBER, comparator);
    behind.ifPresent(parts::take);
    return behind.isPresent() ? behind.get().number() : number();
  }

  private @Nullable BigDecimal number() {
    return parts.take(Kind.NUMBER).map(Link::number).orElse(null);
  }

  /** The unit behind the number. */
  private @Nullable String unit() {
    String unit = parts.take(Kind.UNIT).map(Link::unit).orElse(null);
    String quantity = UnitQuantities.of(unit);
    if (quantity != null) {
      implied.add(new Concept(Kind.QUANTITY, quantity));
    }
    return UnitQuantities.DEGREES.equals(unit) ? null : unit;
  }

  private @Nullable Condition state(boolean not) {
    Optional<Link> link = parts.take(Kind.STATE);
    if (link.isEmpty()) {
      return null;
    }
    String state = link.get().value(Kind.STATE);
    // The first of two equal ones is a preposition: "the burner on boiler 2 on".
    parts.takeAllOf(Kind.STATE, state);
    if (parts.has(Kind.STATE)) {
      return null;
    }
    int slash = state.indexOf('/');
    if (slash > 0) {
      implied.add(new Concept(Kind.QUANTITY, state.substring(slash + 1)));
      state = state.substring(0, slash);
    }
    return new Condition.StateIs(state, not);
  }
}
