package io.parley.codec;

import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.Card;
import io.parley.message.Codes;
import io.parley.message.Frame;
import io.parley.message.Question;
import io.parley.query.Query;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Payloads to messages and back. Reading refuses with a {@link CodecException} and never otherwise;
 * writing throws {@link IllegalArgumentException} where a message holds data that is no tree.
 */
public final class Codec {
  private final Trees trees;

  /** A codec with the usual limits. */
  public Codec() {
    this(Limits.USUAL);
  }

  /** A codec that takes payloads within these limits. */
  public Codec(Limits limits) {
    trees = new Trees(limits);
  }

  /**
   * Reads a question.
   *
   * @param contentType the Content Type property; absent: JSON if the payload is a JSON object,
   *     else text
   */
  public Asking question(byte[] payload, @Nullable String contentType) throws CodecException {
    Optional<Format> format = Format.ofContentType(contentType);
    if (format.isEmpty()) {
      return guessed(payload);
    }
    return switch (format.get()) {
      case TEXT -> new Asking(words(trees.text(payload)), Format.TEXT);
      case JSON, MSGPACK ->
          new Asking(QuestionForm.read(fields(payload, format.get())), format.get());
    };
  }

  private Asking guessed(byte[] payload) throws CodecException {
    String text = trees.text(payload);
    if (text.stripLeading().startsWith("{")) {
      try {
        return new Asking(QuestionForm.read(Fields.ofPayload(trees.json(payload))), Format.JSON);
      } catch (JsonReading.NotJsonException braceOfSomethingElse) {
        return new Asking(words(text), Format.TEXT);
      }
    }
    return new Asking(words(text), Format.TEXT);
  }

  private static Question words(String text) throws CodecException {
    if (text.isBlank()) {
      throw new CodecException(Codes.MALFORMED, "text", "text '' must not be blank");
    }
    return Question.ofText(text);
  }

  /** Reads an answer; no Content Type means JSON. */
  public Answer answer(byte[] payload, @Nullable String contentType) throws CodecException {
    return AnswerForm.read(fields(payload, formatOfMap(contentType)));
  }

  /** Reads a frame; no Content Type means JSON. */
  public Frame frame(byte[] payload, @Nullable String contentType) throws CodecException {
    return AnswerForm.readFrame(fields(payload, formatOfMap(contentType)));
  }

  /** Reads what came on a reply topic: with a status it is an answer, else a frame. */
  public Reply reply(byte[] payload, @Nullable String contentType) throws CodecException {
    Fields fields = fields(payload, formatOfMap(contentType));
    return fields.tree("status") == null
        ? new Reply.Part(AnswerForm.readFrame(fields))
        : new Reply.Whole(AnswerForm.read(fields));
  }

  /** Reads a card, which is JSON. */
  public Card card(byte[] payload) throws CodecException {
    return CardForm.read(fields(payload, Format.JSON));
  }

  /** Reads a status, which is JSON. */
  public AgentStatus status(byte[] payload) throws CodecException {
    return CardForm.readStatus(fields(payload, Format.JSON));
  }

  /** Reads a query that stands alone; no Content Type means JSON. */
  public Query query(byte[] payload, @Nullable String contentType) throws CodecException {
    Format format = formatOfMap(contentType);
    return QueryForm.read(
        format == Format.MSGPACK ? trees.fromMsgPack(payload) : trees.fromJson(payload));
  }

  /**
   * Writes a question.
   *
   * @throws IllegalArgumentException also where text is wanted and the question is more than that
   */
  public static byte[] encode(Question question, Format format) {
    if (format == Format.TEXT) {
      String text = question.text();
      if (text == null || !question.equals(Question.ofText(text))) {
        throw new IllegalArgumentException("format text/plain must carry nothing but text");
      }
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return written(QuestionForm.write(question), format);
  }

  /** Writes a query that stands alone; in place of text JSON. */
  public static byte[] encode(Query query, Format format) {
    return written(QueryForm.write(query), format);
  }

  /** A question as a tree, to stand in another. */
  public static Map<String, @Nullable Object> tree(Question question) {
    return QuestionForm.write(question);
  }

  /** An answer as a tree, to stand in another. */
  public static Map<String, @Nullable Object> tree(Answer answer) {
    return AnswerForm.write(answer);
  }

  /** Writes an answer; in place of text JSON. The bytes may be others' too: not to be changed. */
  public static byte[] encode(Answer answer, Format format) {
    return format == Format.MSGPACK
        ? Trees.toMsgPack(AnswerForm.write(answer))
        : LastWritten.json(answer);
  }

  /** Writes a frame; in place of text JSON. */
  public static byte[] encode(Frame frame, Format format) {
    return written(AnswerForm.write(frame), format);
  }

  /** Writes a card as JSON. */
  public static byte[] encode(Card card) {
    return Trees.toJson(CardForm.write(card));
  }

  /** Writes a status as JSON. */
  public static byte[] encode(AgentStatus status) {
    return Trees.toJson(CardForm.write(status));
  }

  private static byte[] written(Object tree, Format format) {
    return format == Format.MSGPACK ? Trees.toMsgPack(tree) : Trees.toJson(tree);
  }

  private static Format formatOfMap(@Nullable String contentType) throws CodecException {
    Format format = Format.ofContentType(contentType).orElse(Format.JSON);
    if (format == Format.TEXT) {
      throw new CodecException(
          Codes.UNSUPPORTED_CONTENT_TYPE,
          "contentType",
          "content type 'text/plain' must be application/json or application/msgpack here");
    }
    return format;
  }

  private Fields fields(byte[] payload, Format format) throws CodecException {
    return Fields.ofPayload(
        format == Format.MSGPACK ? trees.fromMsgPack(payload) : trees.fromJson(payload));
  }
}
