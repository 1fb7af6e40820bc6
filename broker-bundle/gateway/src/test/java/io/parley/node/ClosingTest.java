package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClosingTest {
  @Test
  void endsTheLastFirstAndAllOfThemThoughOneFails() {
    List<String> ended = new ArrayList<>();
    Closing closing = new Closing();
    closing.then(() -> ended.add("first"));
    closing.then(
        () -> {
          throw new IllegalStateException("does not end cleanly");
        });
    closing.then(() -> ended.add("last"));
    closing.close();
    assertEquals(List.of("last", "first"), ended);
    closing.close();
    assertEquals(2, ended.size());
  }
}
