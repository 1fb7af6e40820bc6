package io.parley.calibration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.knowledge.Fact;
import io.parley.prompt.Candidate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluation cases as people write them, as JSON: sheets with {@code sheet}, {@code use}, {@code
 * now}, {@code facts} and {@code questions} of {@code question} and {@code answer}, where the
 * answer {@code unsure} stands for one that the facts do not tell.
 */
public final class HandWritten {
  private static final int MOST_BYTES = 4 << 20;

  private HandWritten() {}

  /**
   * The built-in cases of one use: {@code held}, which nothing was tuned on, {@code tune}, or
   * {@code others}, by an author who had seen neither the model's data nor the other questions.
   */
  public static List<EvaluationCase> builtIn(String use) {
    try (InputStream in = HandWritten.class.getResourceAsStream("hand-written.json")) {
      if (in == null) {
        throw new IllegalStateException("hand-written.json is missing beside HandWritten");
      }
      return read(in.readAllBytes(), use);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads cases.
   *
   * @param use which of the sheets; empty for all
   * @throws IllegalArgumentException that names what is wrong
   */
  public static List<EvaluationCase> read(byte[] json, String use) {
    List<EvaluationCase> out = new ArrayList<>();
    try {
      for (Object each : list(new Trees(new Limits(MOST_BYTES, 16)).fromJson(json), "sheets")) {
        Map<?, ?> sheet = map(each, "sheet");
        if (use.isEmpty() || use.equals(sheet.get("use"))) {
          addSheet(sheet, out);
        }
      }
    } catch (CodecException e) {
      throw new IllegalArgumentException("cases are not JSON: " + e.getMessage(), e);
    }
    return out;
  }

  /**
   * Writes the cases of outcomes, each a sheet of its own with the model's answer in place of the
   * right one, for a person to correct: one sheet a line, the question first.
   */
  public static byte[] write(List<Outcome> outcomes) {
    List<String> sheets = new ArrayList<>();
    for (Outcome one : outcomes) {
      EvaluationCase asked = one.asked();
      Map<String, Object> sheet = new LinkedHashMap<>();
      sheet.put("sheet", asked.kind());
      sheet.put("now", asked.now().toString());
      sheet.put("questions", List.of(Map.of("question", asked.question(), "answer", one.text())));
      sheet.put("facts", asked.facts().stream().map(HandWritten::tree).toList());
      sheets.add(new String(Trees.toJson(sheet), UTF_8));
    }
    return ("[\n" + String.join(",\n", sheets) + "\n]\n").getBytes(UTF_8);
  }

  private static Map<String, Object> tree(Fact fact) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("topic", fact.topic());
    put(tree, "path", fact.path().isEmpty() ? null : fact.path());
    tree.put("name", fact.name());
    tree.put("quantity", fact.quantity());
    tree.put("value", fact.said());
    put(tree, "unit", fact.unit());
    put(tree, "at", fact.at() == null ? null : fact.at().toString());
    put(tree, "changed", fact.changed() == null ? null : fact.changed().toString());
    Fact.Limits limits = fact.limits();
    if (limits != null) {
      Map<String, Object> bounds = new LinkedHashMap<>();
      put(bounds, "low", limits.low());
      put(bounds, "high", limits.high());
      tree.put("limits", bounds);
    }
    if (!fact.windows().isEmpty()) {
      tree.put("windows", fact.windows().stream().map(HandWritten::tree).toList());
    }
    return tree;
  }

  private static Map<String, Object> tree(Fact.Window window) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("span", window.span().toString());
    tree.put("count", window.count());
    tree.put("min", window.min());
    tree.put("max", window.max());
    tree.put("mean", window.mean());
    return tree;
  }

  private static void put(Map<String, Object> tree, String field, @Nullable Object value) {
    if (value != null) {
      tree.put(field, value);
    }
  }

  private static void addSheet(Map<?, ?> sheet, List<EvaluationCase> out) {
    Instant now = Instant.parse(text(sheet, "now"));
    List<Fact> facts = new ArrayList<>();
    list(sheet.get("facts"), "facts").forEach(f -> facts.add(fact(map(f, "fact"))));
    for (Object each : list(sheet.get("questions"), "questions")) {
      Map<?, ?> question = map(each, "question");
      String answer = text(question, "answer");
      out.add(
          new EvaluationCase(
              text(sheet, "sheet"),
              text(question, "question"),
              facts,
              now,
              answer.equals(Candidate.UNSURE) ? null : answer));
    }
  }

  private static Fact fact(Map<?, ?> f) {
    List<Fact.Window> windows = new ArrayList<>();
    if (f.get("windows") != null) {
      list(f.get("windows"), "windows").forEach(w -> windows.add(window(map(w, "window"))));
    }
    Fact.Limits limits = null;
    if (f.get("limits") instanceof Map<?, ?> l) {
      limits = new Fact.Limits(optional(l.get("low")), optional(l.get("high")));
    }
    Object value = f.get("value");
    if (value == null) {
      throw new IllegalArgumentException("fact.value is missing");
    }
    return new Fact(
        text(f, "topic"),
        f.get("path") instanceof String path ? path : "",
        text(f, "name"),
        f.get("quantity") instanceof String quantity ? quantity : "",
        value,
        f.get("unit") instanceof String unit ? unit : null,
        f.get("at") instanceof String at ? Instant.parse(at) : null,
        f.get("changed") instanceof String changed ? Instant.parse(changed) : null,
        limits,
        windows);
  }

  private static Fact.Window window(Map<?, ?> w) {
    return new Fact.Window(
        Duration.parse(text(w, "span")),
        (long) number(w, "count"),
        number(w, "min"),
        number(w, "max"),
        number(w, "mean"));
  }

  private static double number(Map<?, ?> tree, String field) {
    if (tree.get(field) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("case: %s must be a number".formatted(field));
  }

  private static @Nullable Double optional(@Nullable Object value) {
    return value instanceof Number number ? (Double) number.doubleValue() : null;
  }

  private static String text(Map<?, ?> tree, String field) {
    if (tree.get(field) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("case: %s must be text".formatted(field));
  }

  private static Map<?, ?> map(@Nullable Object tree, String what) {
    if (tree instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("case: %s must be a map".formatted(what));
  }

  private static List<?> list(@Nullable Object tree, String what) {
    if (tree instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("case: %s must be a list".formatted(what));
  }
}
