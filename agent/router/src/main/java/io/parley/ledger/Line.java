package io.parley.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The lines of a journal, put together from JSON that is written already. */
final class Line {
  private static final byte[] END = "}\n".getBytes(US_ASCII);
  private static final byte[] NOTHING = {};

  private Line() {}

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
