package io.parley.openai;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The data of server-sent events (HTML Living Standard, 9.2), one event after another. Comments and
 * fields besides {@code data} are passed over; lines and the whole are bounded.
 */
final class EventStream implements AutoCloseable {
  private static final int MOST_LINE = 256 << 10;
  private static final long MOST_BYTES = 64L << 20;

  private final InputStream in;
  private long read;

  EventStream(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next event's data; null at the end. */
  @Nullable String next() throws IOException {
    StringBuilder data = new StringBuilder();
    boolean any = false;
    for (String line = line(); line != null; line = line()) {
      if (line.isEmpty() && any) {
        return data.toString();
      }
      if (line.startsWith("data:")) {
        data.append(any ? "\n" : "")
            .append(line.startsWith("data: ") ? line.substring(6) : line.substring(5));
        any = true;
      }
    }
    return any ? data.toString() : null;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (++read > MOST_BYTES || line.size() > MOST_LINE) {
        throw new IOException("the stream or one of its lines is too long");
      }
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(b);
    }
    return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
