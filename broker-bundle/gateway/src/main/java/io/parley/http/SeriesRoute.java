package io.parley.http;

import io.javalin.http.Context;
import io.parley.site.Series;
import java.util.List;
import java.util.Locale;

/**
 * {@code GET /api/series?q=WORDS&limit=N}: what the node made of the telemetry, in the order of the
 * names, and what it could not read.
 */
record SeriesRoute(TelemetryView view) {
  /** No more are shown at once; whoever looks for one says words of it. */
  static final int MOST = 1_000;

  private static final int LONGEST_WORDS = 200;

  Object tree(Context context) {
    Parameters parameters = new Parameters(context);
    List<String> words =
        List.of(parameters.text("q", LONGEST_WORDS).toLowerCase(Locale.ROOT).strip().split("\\s+"));
    int limit = parameters.count("limit", MOST);
    List<Series> found = view.site().series().stream().filter(one -> has(one, words)).toList();
    return SeriesShape.list(view, found.subList(0, Math.min(limit, found.size())), found.size());
  }

  /** Whether each word stands in its name, its thing, its topic or its path. */
  private static boolean has(Series series, List<String> words) {
    String text =
        String.join("\n", series.name(), series.thing(), series.id().topic(), series.id().path())
            .toLowerCase(Locale.ROOT);
    return words.stream().allMatch(text::contains);
  }
}
