package io.parley.language.plan;

import io.parley.query.Condition;
import io.parley.query.Query;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.query.Than;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query in one line, for people who want to see how they were understood. */
public final class QueryText {
  private QueryText() {}

  /** The line, e.g. {@code max of temperature of boiler 3 over last PT1H}. */
  public static String of(Query query) {
    StringBuilder line = new StringBuilder(query.find().code());
    if (query.top() > 1) {
      line.append(' ').append(query.top());
    }
    line.append(" of ").append(scope(query.scope()));
    Condition where = query.where();
    if (where != null) {
      line.append(" where ").append(condition(where));
    }
    Than than = query.than();
    if (than != null) {
      line.append(" than ").append(than(than));
    }
    Span over = query.over();
    if (over != null) {
      line.append(" over ").append(span(over));
    }
    if (query.unit() != null) {
      line.append(" in ").append(query.unit());
    }
    return line.toString();
  }

  private static String scope(Scope scope) {
    List<String> parts = new ArrayList<>();
    parts.addAll(scope.quantities());
    add(parts, "class ", scope.classes());
    add(parts, "", scope.things());
    add(parts, "like ", scope.like());
    add(parts, "in ", scope.places());
    add(parts, "on ", scope.floors());
    scope.not().forEach(not -> parts.add("not (" + scope(not) + ")"));
    return parts.isEmpty() ? "everything" : String.join(" ", parts);
  }

  private static void add(List<String> parts, String before, List<String> entries) {
    if (!entries.isEmpty()) {
      parts.add(before + String.join(" or ", entries));
    }
  }

  private static String condition(Condition where) {
    String not = where.not() ? "not " : "";
    if (where instanceof Condition.StateIs state) {
      return not + state.state();
    }
    if (where instanceof Condition.Compares compares) {
      return not
          + compares.op().code()
          + " "
          + compares.number().toPlainString()
          + unit(compares.unit());
    }
    if (where instanceof Condition.Between between) {
      return not
          + "between "
          + between.low().toPlainString()
          + " and "
          + between.high().toPlainString()
          + unit(between.unit());
    }
    if (where instanceof Condition.BeyondLimit limit) {
      return not + "beyond its limit (" + limit.side().code() + ")";
    }
    return not + ((Condition.Relation) where).op().code();
  }

  private static String unit(@Nullable String unit) {
    return unit == null ? "" : " " + unit;
  }

  private static String than(Than than) {
    if (than instanceof Than.Literal literal) {
      return literal.number().toPlainString() + unit(literal.unit());
    }
    if (than instanceof Than.Other other) {
      return scope(other.scope());
    }
    if (than instanceof Than.Before before) {
      return span(before.span());
    }
    return "its own limit";
  }

  private static String span(Span span) {
    if (span instanceof Span.Last last) {
      return "last " + last.length();
    }
    if (span instanceof Span.Calendar calendar) {
      return calendar.term().code();
    }
    if (span instanceof Span.Since since) {
      return "since " + since.time();
    }
    if (span instanceof Span.Ago ago) {
      return ago.length() + " ago";
    }
    if (span instanceof Span.At at) {
      return at.time() + " " + at.day().code();
    }
    Span.Between between = (Span.Between) span;
    return between.from() + " to " + between.to();
  }
}
