package io.parley.language.wording;

import io.parley.language.pack.LanguagePack;
import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Result;
import io.parley.query.Result.LeftOut;
import io.parley.query.Result.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells results in the words of a pack. Names and values stay as the site has them. */
public final class Wording {
  /** What a name ends with that says nothing of the thing. */
  private static final Set<String> SILENT = Set.of("state", "status", "contact", "value");

  private static final int MOST_NAMES = 12;

  private final Templates templates;
  private final Figures figures;

  /**
   * Wording in a language.
   *
   * @param zone the site's time zone
   * @param now the time of the answer
   */
  public Wording(LanguagePack pack, ZoneId zone, Instant now) {
    this.templates = new Templates(pack);
    this.figures = new Figures(templates, zone, now);
  }

  /** The result of a query in one line. */
  public String tell(Query query, Result result) {
    if (result instanceof Result.Values values) {
      return values(query, values) + without(offline(query) ? silent(values) : values.leftOut());
    }
    if (result instanceof Result.Truth truth) {
      return truth(query, truth) + without(truth.leftOut());
    }
    if (result instanceof Result.Count count) {
      return count(query, count) + without(count.leftOut());
    }
    if (result instanceof Result.Computed computed) {
      return computed(query, computed) + without(computed.leftOut());
    }
    if (result instanceof Result.Extremes extremes) {
      String key = query.find() == Find.MAX ? "highest" : "lowest";
      return templates.fill(
              key, "of", Integer.toString(extremes.of()), "rows", rows(extremes.rows()))
          + without(extremes.leftOut());
    }
    return new TimeWording(templates, figures).tell(query, result);
  }

  /** That words are not known here. */
  public String unknown(List<String> words) {
    return templates.fill("unknown-word", "words", String.join("', '", words));
  }

  /** That a question is not understood, and which of its words have no place. */
  public String notUnderstood(List<String> words) {
    return words.isEmpty()
        ? templates.fill("not-understood")
        : templates.fill("not-understood-words", "words", String.join("', '", words));
  }

  /** That a node never acts. */
  public String unsupported() {
    return templates.fill("unsupported");
  }

  private static List<LeftOut> silent(Result.Values values) {
    return values.rows().isEmpty()
        ? values.leftOut().stream().filter(each -> each.why() == Result.Why.STALE).toList()
        : List.of();
  }

  /**
   * Whoever asks what is offline is told of what was not heard of for long, and of nothing else.
   */
  private static boolean offline(Query query) {
    return query.where() instanceof Condition.StateIs state
        && (state.state().equals("offline") || state.state().equals("online"));
  }

  private String values(Query query, Result.Values values) {
    if (query.find() == Find.LIST) {
      return listed(values.rows(), values.of(), query.where() != null);
    }
    if (query.find() == Find.AGE) {
      return values.rows().stream().map(figures::aged).collect(Collectors.joining("; "));
    }
    if (query.find() == Find.LIMIT) {
      return values.rows().stream()
          .map(
              row ->
                  templates.fill(
                      "limit",
                      "name",
                      row.name(),
                      "side",
                      row.state() == null ? "" : templates.fill("side." + row.state()),
                      "value",
                      figures.value(row.value(), null, row.unit())))
          .collect(Collectors.joining("; "));
    }
    if (query.find() == Find.VALUE && query.over() != null) {
      return values.rows().stream()
          .map(row -> templates.fill("value-then", "name", row.name(), "value", value(row)))
          .collect(Collectors.joining("; "));
    }
    return rows(values.rows());
  }

  private String listed(List<Row> rows, int of, boolean conditional) {
    if (rows.isEmpty()) {
      return templates.fill("none-of", "of", Integer.toString(of));
    }
    return templates.fill(
        conditional ? "some-of" : "these",
        "count",
        Integer.toString(rows.size()),
        "of",
        Integer.toString(of),
        "names",
        conditional && measured(rows) ? rows(rows) : names(rows));
  }

  private static boolean measured(List<Row> rows) {
    return rows.stream().allMatch(row -> row.state() == null && row.value() instanceof Number);
  }

  private String truth(Query query, Result.Truth truth) {
    String yes = truth.yes() ? "yes" : "no";
    boolean group = truth.of() > 1;
    Condition where = query.where();
    if (!group && where != null && where.not()) {
      // "Isn't it on?" is answered neither by yes nor by no.
      return rows(truth.rows());
    }
    if (!group || query.find() == Find.COMPARE) {
      return templates.fill(yes, "rows", rows(truth.rows()));
    }
    if (truth.rows().isEmpty()) {
      return templates.fill("no-none", "of", Integer.toString(truth.of()));
    }
    if (query.find() == Find.ALL && truth.yes()) {
      return templates.fill("yes-all", "of", Integer.toString(truth.of()));
    }
    String names =
        query.where() instanceof Condition.StateIs ? names(truth.rows()) : rows(truth.rows());
    return templates.fill(
        yes + "-some",
        "count",
        Integer.toString(truth.rows().size()),
        "of",
        Integer.toString(truth.of()),
        "names",
        names);
  }

  private String count(Query query, Result.Count count) {
    if (query.find() == Find.TIMES) {
      return templates.fill(
          count.count() == 1 ? "times-one" : "times", "count", Integer.toString(count.count()));
    }
    return count.count() == 0
        ? templates.fill("none-of", "of", Integer.toString(count.of()))
        : templates.fill(
            query.where() == null ? "these" : "some-of",
            "count",
            Integer.toString(count.count()),
            "of",
            Integer.toString(count.of()),
            "names",
            names(count.rows()));
  }

  private String computed(Query query, Result.Computed computed) {
    String number = figures.value(computed.number(), null, computed.unit());
    String name = computed.rows().size() == 1 ? computed.rows().get(0).name() : "";
    String key =
        switch (query.find()) {
          case MAX -> "highest-in";
          case MIN -> "lowest-in";
          case MEAN -> computed.of() == 1 ? "mean-in" : "mean-of";
          case SUM -> computed.of() == 1 ? "sum-in" : "sum-of";
          case RATIO -> "ratio";
          default -> "difference";
        };
    Instant at = computed.at();
    String told =
        templates.fill(
            key,
            "name",
            name,
            "value",
            number,
            "of",
            Integer.toString(computed.of()),
            "rows",
            rows(computed.rows()),
            "time",
            at == null ? "" : figures.moment(at));
    return computed.coverage() < 0.995
        ? told + " " + templates.fill("coverage", "share", percent(computed.coverage()))
        : told;
  }

  private static String percent(double share) {
    return Math.round(share * 100) + " %";
  }

  private String rows(List<Row> rows) {
    return rows.stream()
        .limit(MOST_NAMES)
        .map(row -> templates.fill("row", "name", row.name(), "value", value(row)))
        .collect(Collectors.joining("; "));
  }

  private String value(Row row) {
    return figures.value(row.value(), row.state(), row.unit());
  }

  /** The series' names, without the quantity where it only says what was asked. */
  private String names(List<Row> rows) {
    String names =
        rows.stream().limit(MOST_NAMES).map(Wording::name).collect(Collectors.joining(", "));
    return rows.size() > MOST_NAMES ? names + ", …" : names;
  }

  private static String name(Row row) {
    boolean ends = row.name().startsWith(row.thing() + " ");
    String end = ends ? row.name().substring(row.thing().length() + 1) : "";
    boolean silent = end.equals(row.quantity()) || SILENT.contains(end);
    return ends && silent && !row.thing().isEmpty() ? row.thing() : row.name();
  }

  private String without(List<LeftOut> leftOut) {
    if (leftOut.isEmpty()) {
      return "";
    }
    String names =
        leftOut.stream()
            .limit(MOST_NAMES)
            .map(LeftOut::name)
            .distinct()
            .collect(Collectors.joining(", "));
    return templates.fill("without", "names", names);
  }
}
