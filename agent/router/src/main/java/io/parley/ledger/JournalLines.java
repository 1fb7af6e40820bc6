package io.parley.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A journal's lines, whatever a broken disk made of them. */
public final class JournalLines {
  /** A payload may be set to 1 MiB, and JSON writes some bytes as six. */
  public static final int LONGEST = 8 << 20;

  private JournalLines() {}

  /** The next line; null: no more. One that is longer than any that is written comes as none. */
  public static byte @Nullable [] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    boolean tooLong = false;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      tooLong |= line.size() == LONGEST;
      if (!tooLong) {
        line.write(next);
      }
    }
    return tooLong ? new byte[0] : line.toByteArray();
  }
}
