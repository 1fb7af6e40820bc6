package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClosingTest {
  /** What is under way is told to its askers also where the broker takes no unsubscribing. */
  @Test
  void aStepThatFailsDoesNotKeepTheOthers() {
    List<String> done = new ArrayList<>();
    Closing closing = new Closing();
    closing.then(() -> done.add("flushed"));
    closing.then(() -> done.add("gateway"));
    closing.then(
        () -> {
          throw new IllegalStateException("not unsubscribed");
        });
    closing.then(() -> done.add("draining"));
    closing.close();
    assertEquals(List.of("draining", "gateway", "flushed"), done);
  }
}
