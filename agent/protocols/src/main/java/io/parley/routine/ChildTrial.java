package io.parley.routine;

import io.parley.protocol.ProtocolDocument;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the vectors of a foreign routine in a child process with little memory and little time, so
 * that a hole in the library's limits costs a child and not the node.
 */
public final class ChildTrial implements Trial {
  private static final int MOST_TOLD = 2_048;
  private static final String PASSED = "passed";

  private final Duration limit;

  /** Gives a child so much time, its start included. */
  public ChildTrial(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void require(ProtocolDocument document, String expression) {
    String told = told(document, expression);
    if (told.equals(PASSED)) {
      return;
    }
    int space = told.indexOf(' ');
    if (space < 0) {
      throw new RoutineException("child", "the process that ran the vectors did not end well");
    }
    throw new RoutineException(told.substring(0, space), told.substring(space + 1));
  }

  private String told(ProtocolDocument document, String expression) {
    Process child = null;
    try {
      child = new ProcessBuilder(command()).redirectError(Redirect.DISCARD).start();
      try (DataOutputStream out = new DataOutputStream(child.getOutputStream())) {
        write(out, document.bytes());
        write(out, expression.getBytes(StandardCharsets.UTF_8));
      }
      if (!child.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return "time vectors must be done within %d ms".formatted(limit.toMillis());
      }
      try (InputStream in = child.getInputStream()) {
        return new String(in.readNBytes(MOST_TOLD), StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      return "child the process that runs vectors could not be used: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "child interrupted";
    } finally {
      if (child != null) {
        child.destroyForcibly();
      }
    }
  }

  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Xshare:auto",
        "-cp",
        System.getProperty("java.class.path"),
        ChildTrial.class.getName());
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The child: reads document and expression from its input, tells the outcome in one line. */
  public static void main(String[] none) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    byte[] document = in.readNBytes(in.readInt());
    String expression = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    String told;
    try {
      HERE.require(ProtocolDocument.read(document), expression);
      told = PASSED;
    } catch (RoutineException e) {
      told = e.rule() + " " + e.getMessage();
    }
    System.out.write(told.getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
