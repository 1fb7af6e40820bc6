package io.parley.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The lines of a journal, put together from JSON that is written already. */
final class Line {
  private static final byte[] END = "}\n".getBytes(US_ASCII);
  private static final byte[] NOTHING = {};

  private static final byte[] START = "{\"event\":\"".getBytes(US_ASCII);

  private Line() {}

  /**
   * Where a record begins, from this place on; -1: nowhere. Text cannot look like one, since its
   * quotes are escaped, and a map in a record stands after a colon, comma or bracket.
   */
  static int start(byte[] text, int from) {
    for (int i = from; i <= text.length - START.length; i++) {
      if (Arrays.equals(text, i, i + START.length, START, 0, START.length)
          && (i == 0 || ":,[".indexOf(text[i - 1]) < 0)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * A question was taken.
   *
   * @param fields a JSON object with at least one field
   */
  static byte[] taken(long number, byte[] fields) {
    return line("taken", number, ",", ByteBuffer.wrap(fields, 1, fields.length - 2));
  }

  /**
   * It ended.
   *
   * @param answer a JSON object
   */
  static byte[] ended(long number, byte[] answer) {
    return line("ended", number, ",\"answer\":", ByteBuffer.wrap(answer));
  }

  /** Its asker has the answer. */
  static byte[] told(long number) {
    return line("told", number, "", ByteBuffer.wrap(NOTHING));
  }

  private static byte[] line(String event, long number, String before, ByteBuffer rest) {
    byte[] start = ("{\"event\":\"" + event + "\",\"n\":" + number + before).getBytes(US_ASCII);
    return ByteBuffer.allocate(start.length + rest.remaining() + END.length)
        .put(start)
        .put(rest)
        .put(END)
        .array();
  }
}
