package io.parley.demo;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.message.Answer;
import io.parley.message.Cost;
import io.parley.message.Reason;
import io.parley.message.Route;
import io.parley.message.Status;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows the answers as they come in: a table, or a JSON object a line. */
final class Report {
  private static final String ROW = "%-2s %-44s %-58s %-8s %-8s %5s %6s %6s%n";
  private static final int QUESTION = 44;
  private static final int ANSWER = 58;

  private final PrintWriter out;
  private final boolean json;
  private int failed;

  Report(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void head() {
    if (!json) {
      out.printf(ROW, "", "question", "answer", "tier", "route", "conf.", "ms", "tokens");
      out.flush();
    }
  }

  /** A line of explanation, not shown in JSON. */
  void note(String text) {
    if (!json) {
      out.println(text);
      out.flush();
    }
  }

  /** An answer; absent if none came. */
  void row(Step step, @Nullable Answer answer) {
    boolean ok = answer != null && step.holds().test(answer);
    failed += ok ? 0 : 1;
    if (json) {
      out.println(line(step, answer, ok));
    } else {
      table(step, answer, ok);
    }
    out.flush();
  }

  int failed() {
    return failed;
  }

  private void table(Step step, @Nullable Answer answer, boolean ok) {
    if (answer == null) {
      out.printf(ROW, "-", cut(said(step), QUESTION), "nobody answered", "", "", "", "", "");
      return;
    }
    Cost cost = answer.cost();
    Double confidence = answer.confidence();
    out.printf(
        ROW,
        ok ? "ok" : "NO",
        cut(said(step), QUESTION),
        cut(shown(answer), ANSWER),
        answer.by().tier().word(),
        answer.route().word(),
        confidence == null ? "" : String.format(Locale.ROOT, "%.2f", confidence),
        cost == null || cost.ms() == null ? "" : cost.ms(),
        cost == null || cost.completionTokens() == null ? "" : cost.completionTokens());
  }

  private static String shown(Answer answer) {
    String text = answer.text() == null ? "" : answer.text();
    if (answer.status() == Status.ANSWERED) {
      return text.isEmpty() ? String.valueOf(answer.data()) : text;
    }
    if (answer.route() != Route.NONE && !text.isEmpty()) {
      return "%s (best guess: %s)".formatted(answer.status().word(), text);
    }
    Reason reason = answer.reason();
    String why = text.isEmpty() && reason != null ? reason.text() : text;
    return answer.status().word() + (why.isEmpty() ? "" : ": " + why);
  }

  private static String said(Step step) {
    String text = step.question().text();
    return text == null ? "protocol " + step.question().protocol() : text;
  }

  private static String cut(String text, int most) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }

  private static String line(Step step, @Nullable Answer answer, boolean ok) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("step", step.name());
    fields.put("question", said(step));
    fields.put("ok", ok);
    if (answer != null) {
      try {
        Object tree = new Trees(Limits.USUAL).fromJson(Codec.encode(answer, Format.JSON));
        ((Map<?, ?>) Objects.requireNonNull(tree))
            .forEach((name, value) -> fields.put((String) name, value));
      } catch (CodecException e) {
        throw new IllegalStateException("an answer that was read cannot be written", e);
      }
    }
    return new String(Trees.toJson(fields), StandardCharsets.UTF_8);
  }
}
