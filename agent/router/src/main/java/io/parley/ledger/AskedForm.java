package io.parley.ledger;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.gateway.Asked;
import io.parley.gateway.Entrance;
import io.parley.message.Answer;
import io.parley.message.Question;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question as it came in, as a line of a journal holds it, and back. */
public final class AskedForm {
  private static final Limits LIMITS = new Limits(JournalLines.LONGEST, 40);

  private static final Codec CODEC = new Codec(LIMITS);
  private static final Trees TREES = new Trees(LIMITS);

  private AskedForm() {}

  /** The fields of a line; what stands beside them is the journal's own. */
  public static Map<String, Object> write(Asked asked) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("question", Codec.tree(asked.question()));
    line.put("subject", asked.subject());
    line.put("client", asked.client());
    line.put("principal", asked.principal());
    line.put("entrance", asked.entrance().word());
    line.put("replyKey", asked.replyKey());
    line.put("correlation", asked.correlation());
    line.put("received", asked.received().toEpochMilli());
    line.put("expires", asked.expires().toEpochMilli());
    line.put("answerIn", asked.answerIn().contentType());
    if (asked.traceparent() != null) {
      line.put("traceparent", asked.traceparent());
    }
    return line;
  }

  static byte[] bytes(Asked asked) {
    return Trees.toJson(write(asked));
  }

  /** The question of a line, or none if the line was cut off or is not one. */
  public static Optional<Asked> read(Map<?, ?> line) {
    try {
      Question question =
          CODEC.question(Trees.toJson(line.get("question")), Format.JSON.contentType()).question();
      return Optional.of(
          new Asked(
              question,
              text(line, "subject"),
              text(line, "client"),
              text(line, "principal"),
              entrance(line),
              text(line, "replyKey"),
              text(line, "correlation"),
              instant(line, "received"),
              instant(line, "expires"),
              (String) line.get("traceparent"),
              Format.ofContentType((String) line.get("answerIn")).orElse(Format.JSON)));
    } catch (CodecException | IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    }
  }

  static Optional<Answer> answer(@Nullable Object tree) {
    try {
      return tree == null
          ? Optional.empty()
          : Optional.of(CODEC.answer(Trees.toJson(tree), Format.JSON.contentType()));
    } catch (CodecException | IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    }
  }

  /** An answer as a line holds it. */
  public static Map<String, @Nullable Object> write(Answer answer) {
    return Codec.tree(answer);
  }

  static Optional<Map<?, ?>> line(byte[] bytes) {
    try {
      return TREES.fromJson(bytes) instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    } catch (CodecException e) {
      return Optional.empty();
    }
  }

  /** A line of an earlier version tells the entrance by the reply key alone. */
  private static Entrance entrance(Map<?, ?> line) {
    String word = text(line, "entrance");
    return Entrance.ofWord(word.isEmpty() ? text(line, "replyKey").split(":", 2)[0] : word);
  }

  private static Instant instant(Map<?, ?> line, String name) {
    if (line.get(name) instanceof Long millis) {
      return Instant.ofEpochMilli(millis);
    }
    throw new IllegalArgumentException(name + " must be milliseconds since 1970");
  }

  private static String text(Map<?, ?> line, String name) {
    return line.get(name) instanceof String text ? text : "";
  }
}
