package io.parley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter written = new StringWriter();
  private long now = -5 * SECOND;

  private void run(boolean terminal) {
    Progress progress = new Progress(new PrintWriter(written), terminal, () -> now);
    for (int i = 1; i <= 900; i++) {
      now += SECOND / 30;
      progress.show(i + " of 900");
    }
    progress.end();
  }

  /** Thirty a second for half a minute. */
  @Test
  void whereThereIsNoTerminalALineComesNowAndThen() {
    run(false);
    assertEquals(
        List.of("301 of 900", "601 of 900", "900 of 900"), written.toString().lines().toList());
  }

  @Test
  void onATerminalOneLineChanges() {
    run(true);
    assertEquals("\r1 of 900", written.toString().substring(0, 9));
    assertEquals(900, written.toString().chars().filter(each -> each == '\r').count());
    assertEquals(1, written.toString().chars().filter(each -> each == '\n').count());
  }
}
