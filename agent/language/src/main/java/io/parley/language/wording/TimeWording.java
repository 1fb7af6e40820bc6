package io.parley.language.wording;

import io.parley.query.Condition;
import io.parley.query.Condition.Op;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.query.Result.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results about time, trouble, and what is not known. */
final class TimeWording {
  private static final int MOST = 12;

  private final Templates templates;
  private final Figures figures;

  TimeWording(Templates templates, Figures figures) {
    this.templates = templates;
    this.figures = figures;
  }

  String tell(Query query, Result result) {
    if (result instanceof Result.Moment moment) {
      return moment(query, moment);
    }
    if (result instanceof Result.Length length) {
      return length(query, length);
    }
    if (result instanceof Result.Trend trend) {
      return trend(query, trend);
    }
    if (result instanceof Result.Changed changed) {
      return changed(changed);
    }
    if (result instanceof Result.Problems problems) {
      return problems(problems);
    }
    if (result instanceof Result.Topics topics) {
      return templates.fill(
          "topics", "things", joined(topics.things()), "quantities", joined(topics.quantities()));
    }
    return unknown((Result.Unknown) result);
  }

  private static String joined(List<String> words) {
    String some = words.stream().limit(12).collect(Collectors.joining(", "));
    return words.size() > 12 ? some + ", …" : some;
  }

  private static String name(List<Row> rows) {
    return rows.isEmpty() ? "" : rows.get(0).name();
  }

  /** What was asked about, where no series is told. */
  private static String asked(Query query, List<Row> rows) {
    List<String> things = query.scope().things();
    List<String> like = query.scope().like();
    return rows.isEmpty() ? String.join(", ", things.isEmpty() ? like : things) : name(rows);
  }

  private String moment(Query query, Result.Moment moment) {
    Instant at = moment.at();
    return at == null
        ? templates.fill(
            "never",
            "name",
            asked(query, moment.rows()),
            "since",
            figures.moment(moment.knownSince()))
        : templates.fill(
            "moment",
            "name",
            name(moment.rows()),
            "time",
            figures.moment(at),
            "ago",
            figures.ago(at));
  }

  private String length(Query query, Result.Length length) {
    String told = figures.length(length.length());
    if (query.where() == null) {
      return templates.fill("age", "name", name(length.rows()), "length", told);
    }
    String key = query.over() != null ? "total-length" : length.holds() ? "holds-for" : "not-for";
    String row = length.rows().isEmpty() ? "" : figures.row(length.rows().get(0));
    return templates.fill(
        key,
        "row",
        row,
        "name",
        name(length.rows()),
        "length",
        length.atLeast() ? templates.fill("at-least", "length", told) : told);
  }

  private String trend(Query query, Result.Trend trend) {
    String way = trend.way().name().toLowerCase(Locale.ROOT);
    String told =
        templates.fill(
            way,
            "name",
            name(trend.rows()),
            "change",
            (trend.change().signum() > 0 ? "+" : "")
                + figures.value(trend.change(), null, trend.unit()),
            "length",
            figures.length(trend.over()),
            "rows",
            trend.rows().stream().map(figures::row).collect(Collectors.joining("; ")));
    if (!(query.where() instanceof Condition.Relation relation)) {
      return told;
    }
    boolean so =
        switch (trend.way()) {
          case RISING -> relation.op() == Op.ABOVE;
          case FALLING -> relation.op() == Op.BELOW;
          case STEADY -> relation.op() == Op.EQUAL;
        };
    return templates.fill(so != relation.not() ? "yes" : "no", "rows", told);
  }

  private String changed(Result.Changed changed) {
    if (changed.changes().isEmpty()) {
      return templates.fill("nothing-changed", "of", Integer.toString(changed.of()));
    }
    String told =
        changed.changes().stream()
            .sorted(Comparator.comparing(each -> each.row().value() instanceof Number))
            .limit(MOST)
            .map(
                each ->
                    templates.fill(
                        "change",
                        "name",
                        each.row().name(),
                        "before",
                        figures.value(each.before(), each.stateBefore(), each.row().unit()),
                        "after",
                        figures.value(each.row().value(), each.row().state(), each.row().unit()),
                        "time",
                        figures.moment(each.at())))
            .collect(Collectors.joining("; "));
    return templates.fill(
        "changes", "count", Integer.toString(changed.changes().size()), "changes", told);
  }

  private String problems(Result.Problems problems) {
    if (problems.problems().isEmpty()) {
      return templates.fill("no-problems", "of", Integer.toString(problems.of()));
    }
    String told =
        problems.problems().stream()
            .limit(2L * MOST)
            .map(
                each ->
                    templates.fill(
                        "trouble." + each.trouble().name().toLowerCase(Locale.ROOT),
                        "row",
                        figures.row(each.row()),
                        "name",
                        each.row().name(),
                        "thing",
                        each.row().thing().isEmpty() ? each.row().name() : each.row().thing(),
                        "limit",
                        each.limit() == null
                            ? ""
                            : figures.value(each.limit(), null, each.row().unit())))
            .distinct()
            .collect(Collectors.joining("; "));
    return templates.fill(
        "problems", "count", Integer.toString(problems.problems().size()), "problems", told);
  }

  private String unknown(Result.Unknown unknown) {
    if (unknown.code().equals("unknown-word")) {
      return templates.fill("unknown-word", "words", unknown.detail());
    }
    String known =
        unknown.rows().stream().limit(MOST).map(figures::aged).collect(Collectors.joining("; "));
    String ended =
        unknown.leftOut().stream()
            .limit(MOST)
            .map(
                each ->
                    templates.fill(
                        "ended." + each.why().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        "name",
                        each.name(),
                        "since",
                        each.since() == null ? "?" : figures.moment(each.since())))
            .collect(Collectors.joining("; "));
    if (known.isEmpty() && ended.isEmpty()) {
      return nothing(unknown.detail());
    }
    String both = known.isEmpty() || ended.isEmpty() ? known + ended : ended + "; " + known;
    return templates.fill(unknown.code(), "rows", both);
  }

  /** Why nothing at all can be told: a template of its own, or the state that nothing tells. */
  private String nothing(String detail) {
    String known = templates.text("incomplete." + detail, "");
    return known.isEmpty()
        ? templates.fill("incomplete-state", "state", templates.state(detail))
        : known;
  }
}
