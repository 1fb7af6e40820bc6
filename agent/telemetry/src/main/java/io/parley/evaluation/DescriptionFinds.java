package io.parley.evaluation;

import io.parley.query.Result;
import io.parley.site.Series;
import io.parley.units.Numbers;
import io.parley.units.Units;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known about series without their values: {@code limit}, {@code topics}. */
final class DescriptionFinds {
  private DescriptionFinds() {}

  /** One row for each limit; its state says whether it is the {@code low} or the {@code high}. */
  static Result limit(Context context) {
    List<Result.Row> rows = new ArrayList<>();
    for (Series series : Candidates.inScope(context)) {
      Series.Limits limits = series.limits();
      if (limits != null) {
        add(rows, context, series, limits.low(), "low");
        add(rows, context, series, limits.high(), "high");
      }
    }
    if (rows.isEmpty()) {
      throw UnsureException.incomplete("limit");
    }
    return new Result.Values(Rows.cut(rows), rows.size(), List.of());
  }

  private static void add(
      List<Result.Row> rows, Context context, Series series, @Nullable Double limit, String side) {
    if (limit == null) {
      return;
    }
    String wanted = context.query().unit();
    String unit = wanted == null ? series.unit() : wanted;
    if (!Units.convertible(series.unit(), unit)) {
      throw UnsureException.incomplete("unit");
    }
    BigDecimal told = Numbers.told(BigDecimal.valueOf(limit), series.unit(), unit);
    rows.add(Rows.of(series, told, side, unit, null));
  }

  static Result topics(Context context) {
    List<Series> list = ProblemFind.all(context);
    List<String> things =
        list.stream()
            .map(Series::thing)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
    List<String> quantities =
        list.stream()
            .map(Series::quantity)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
    return new Result.Topics(Rows.cut(things), Rows.cut(quantities), List.of());
  }
}
