package io.parley.coapentrance;

import io.parley.coapentrance.AnswerFile.Kept;
import io.parley.codec.Codec;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.ledger.AskedForm;
import io.parley.ledger.JournalLines;
import io.parley.message.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines of an {@link AnswerFile}. */
final class AnswerLines {
  private static final Limits LIMITS = new Limits(JournalLines.LONGEST, 64);
  static final Codec CODEC = new Codec(LIMITS);
  static final Trees TREES = new Trees(LIMITS);

  private AnswerLines() {}

  static Map<String, Object> left(Kept place) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "left");
    line.put("handle", place.handle());
    line.put("format", place.format());
    line.put("until", place.until());
    line.putAll(AskedForm.write(place.asked()));
    return line;
  }

  static Map<String, Object> ended(String handle, Answer answer, long until) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", "ended");
    line.put("handle", handle);
    line.put("until", until);
    line.put("answer", AskedForm.write(answer));
    return line;
  }

  /** Writes a line; gives its bytes. */
  static int append(FileChannel to, Map<String, Object> line) throws IOException {
    byte[] json = Trees.toJson(line);
    ByteBuffer buffer = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
    return json.length + 1;
  }
}
