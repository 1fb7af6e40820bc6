package io.parley.protocol;

import io.parley.message.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A protocol document as it was read from its bytes. The bytes are the document; the rest is what
 * they say. Made by {@link #read} alone, so that nothing here can differ from what is hashed.
 *
 * @param cid the id of exactly the bytes
 * @param source the text of the bytes, UTF-8, NFC, lines ended by LF
 * @param name a short name, an id
 * @param version 1 or more; a higher one says nothing unless it also supersedes
 * @param author who wrote it, as text that nobody checks
 * @param supersedes the id of the document it replaces
 * @param expires from when it is not to be used
 * @param effects what an exchange may change
 * @param facts the words by which facts are selected, slots filled from the body; empty: none
 * @param says the answer in words, slots filled from reply and body; empty: none
 * @param meaning what it is for, in words; data, never an instruction
 * @param request JSON Schema (2020-12) of the body
 * @param reply JSON Schema of the reply
 * @param phrases questions in words that mean this protocol, at most 32
 * @param units field of the reply to its unit
 * @param errors error code to its meaning
 * @param vectors exchanges that every routine must reproduce, 1..64
 */
public record ProtocolDocument(
    Cid cid,
    String source,
    String name,
    int version,
    String author,
    @Nullable Cid supersedes,
    @Nullable Instant expires,
    Effects effects,
    String facts,
    String says,
    String meaning,
    Map<String, Object> request,
    Map<String, Object> reply,
    List<Phrase> phrases,
    Map<String, String> units,
    Map<String, String> errors,
    List<TestVector> vectors) {
  /** No document is larger, in bytes. */
  public static final int MOST_BYTES = 64 * 1024;

  /** The version of the format, the value of the key {@code parley}. */
  public static final String FORMAT = "protocol/1";

  public ProtocolDocument {
    Ids.require("name", name);
    phrases = List.copyOf(phrases);
    vectors = List.copyOf(vectors);
  }

  /**
   * Reads a document.
   *
   * @throws DocumentException naming the rule that the bytes break
   */
  public static ProtocolDocument read(byte[] bytes) {
    return new DocumentReader(bytes).read();
  }

  /**
   * Reads a document that was asked for, or announced, under an id.
   *
   * @throws DocumentException naming the rule; {@code id} if the bytes are not those of the id
   */
  public static ProtocolDocument read(Cid expected, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw DocumentReader.tooLarge(bytes.length);
    }
    if (!expected.names(bytes)) {
      throw new DocumentException(
          "id", "the bytes are those of %s, not of %s".formatted(Cid.of(bytes), expected));
    }
    return read(bytes);
  }

  /** Exactly the bytes that are hashed. */
  public byte[] bytes() {
    return source.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Whether it is not to be used at this time. */
  public boolean expiredAt(Instant now) {
    return expires != null && !now.isBefore(expires);
  }
}
