package io.parley.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The story of the demo, told once with real processes and the real model. */
final class DemoIT {
  @Test
  void everyStepDoesWhatItSays() throws Exception {
    StringWriter lines = new StringWriter();
    int failed =
        Demo.run(new PrintWriter(lines), new PrintWriter(System.err, true, UTF_8), true, null);
    assertEquals(0, failed, lines.toString());
    assertEquals(20, lines.toString().lines().count());
  }
}
