package io.parley.prompt;

import io.parley.knowledge.Fact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The line of one series, and the answers it supports. */
final class Line {
  private final Match match;
  private final Series series;
  private final Reading reading;
  private final Instant now;
  private final Answers answers;
  private final List<String> out = new ArrayList<>();

  Line(Match match, Reading reading, Instant now, Answers answers) {
    this.match = match;
    series = match.series();
    this.reading = reading;
    this.now = now;
    this.answers = answers;
  }

  String render() {
    String value = series.name() + ": " + series.shown();
    out.add(match.level() + " " + match.fit() + " | " + value);
    if (match.detailed()) {
      answer(value, Kind.VALUE);
      String standing = series.standing();
      if (standing != null) {
        out.add(standing);
        answer("limit check: " + value + ", " + standing, Kind.LIMIT);
      }
      claim(value, standing);
      window();
      age("changed", series.fact().changed(), Kind.CHANGED);
      age("measured", series.fact().at(), Kind.MEASURED);
    }
    return String.join("; ", out);
  }

  private void answer(String text, Kind kind) {
    answers.add(text, kind, List.of(series.fact()));
  }

  private void claim(String value, @Nullable String standing) {
    Claim claim = match.claim();
    if (claim == null) {
      return;
    }
    String versus = claim.versus();
    if (versus != null) {
      out.add(versus);
    }
    String truth = claim.holds() ? "yes" : "no";
    out.add(claim.words() + "? " + truth);
    String tail = versus == null ? standing : versus;
    answer(truth + ", " + value + (tail == null ? "" : ", " + tail), Kind.CLAIM);
  }

  /** The window asked for, or the longest where none is. */
  private void window() {
    BigDecimal number = series.number();
    Fact.Window found = null;
    for (Fact.Window window : series.fact().windows()) {
      long seconds = window.span().toSeconds();
      Long asked = reading.span();
      if (asked == null ? found == null || seconds > found.span().toSeconds() : seconds == asked) {
        found = window;
      }
    }
    if (number == null || found == null) {
      return;
    }
    BigDecimal max = Figures.bare(found.max());
    BigDecimal min = Figures.bare(found.min());
    BigDecimal mean = Figures.mean(found.mean(), number);
    if (max == null || min == null || mean == null) {
      return;
    }
    String span = Figures.span(found.span().toSeconds());
    out.add(
        "last %s: highest %s, lowest %s, average %s"
            .formatted(span, Figures.text(max), Figures.text(min), Figures.text(mean)));
    statistic("highest", span, max, Kind.MAX);
    statistic("lowest", span, min, Kind.MIN);
    statistic("average", span, mean, Kind.MEAN);
  }

  private void statistic(String word, String span, BigDecimal number, Kind kind) {
    String figure = Figures.text(number) + series.unitAfter();
    answer(word + " in the last " + span + ": " + series.name() + " " + figure, kind);
  }

  private void age(String word, @Nullable Instant at, Kind kind) {
    if (at != null) {
      String age = word + " " + Figures.age(at, now);
      out.add(age);
      answer(age + ": " + series.name() + " " + series.shown(), kind);
    }
  }
}
