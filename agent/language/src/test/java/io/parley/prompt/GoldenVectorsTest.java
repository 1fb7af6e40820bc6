package io.parley.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.knowledge.Fact;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The training of the built-in model reads the same file and must come to the same bytes. */
final class GoldenVectorsTest {
  @Test
  void rendersEveryVectorToTheSameBytesAsTheTraining() throws Exception {
    List<?> vectors = vectors();
    assertTrue(vectors.size() > 100, "vectors are missing");
    for (Object each : vectors) {
      Map<?, ?> vector = (Map<?, ?>) each;
      String question = (String) vector.get("question");
      List<Fact> facts = new ArrayList<>();
      ((List<?>) vector.get("facts")).forEach(f -> facts.add(fact((Map<?, ?>) f)));
      Prompt prompt = Sheet.render(question, facts, Instant.parse((String) vector.get("now")));
      assertEquals(vector.get("prompt"), prompt.prefix() + prompt.text(), question);
      assertEquals(
          ((List<?>) vector.get("candidates"))
              .stream()
                  .map(c -> ((Map<?, ?>) c).get("kind") + " " + ((Map<?, ?>) c).get("text"))
                  .toList(),
          prompt.candidates().stream().map(c -> c.kind() + " " + c.text()).toList(),
          question);
      assertEquals(((Number) vector.get("most")).intValue(), prompt.most(), question);
    }
  }

  private static List<?> vectors() throws Exception {
    try (InputStream in = GoldenVectorsTest.class.getResourceAsStream("golden.json")) {
      Object tree = new Trees(new Limits(4 << 20, 16)).fromJson(in.readAllBytes());
      return (List<?>) tree;
    }
  }

  private static Fact fact(Map<?, ?> f) {
    List<Fact.Window> windows = new ArrayList<>();
    if (f.get("windows") instanceof List<?> list) {
      list.forEach(w -> windows.add(window((Map<?, ?>) w)));
    }
    return new Fact(
        (String) f.get("topic"),
        (String) f.get("path"),
        (String) f.get("name"),
        (String) f.get("quantity"),
        f.get("value"),
        (String) f.get("unit"),
        instant(f.get("at")),
        instant(f.get("changed")),
        f.get("limits") instanceof Map<?, ?> l
            ? new Fact.Limits(number(l.get("low")), number(l.get("high")))
            : null,
        windows);
  }

  private static Fact.Window window(Map<?, ?> w) {
    return new Fact.Window(
        Duration.parse((String) w.get("span")),
        ((Number) w.get("count")).longValue(),
        ((Number) w.get("min")).doubleValue(),
        ((Number) w.get("max")).doubleValue(),
        ((Number) w.get("mean")).doubleValue());
  }

  private static @Nullable Instant instant(@Nullable Object text) {
    return text == null ? null : Instant.parse((String) text);
  }

  private static @Nullable Double number(@Nullable Object number) {
    return number == null ? null : ((Number) number).doubleValue();
  }
}
