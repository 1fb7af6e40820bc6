package io.parley.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.codec.Codec;
import io.parley.codec.Format;
import io.parley.codec.Trees;
import io.parley.message.Needs;
import io.parley.message.Question;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What a question asks, in 16 bytes: equal for the same subject and payload. The time it has left
 * is no part of it, since whoever asks again has less.
 */
record Fingerprint(long first, long second) {
  static Fingerprint of(Asked asked) {
    Question question = asked.question();
    Needs needs = question.needs();
    MessageDigest digest = sha256();
    part(digest, asked.subject().getBytes(UTF_8));
    part(digest, bytes(question.text()));
    part(digest, bytes(question.protocol()));
    part(digest, question.body() == null ? new byte[0] : Trees.toJson(question.body()));
    String rest =
        needs.confidence()
            + " "
            + needs.hops()
            + (needs.local() ? " local" : "")
            + (needs.mayWait() ? " wait" : "")
            + (question.stream() ? " stream" : "");
    part(digest, rest.getBytes(UTF_8));
    if (passedOn(question)) {
      Needs timeless =
          new Needs(needs.confidence(), needs.hops(), null, needs.local(), needs.mayWait());
      part(digest, Codec.encode(question.withNeeds(timeless), Format.JSON));
    }
    ByteBuffer whole = ByteBuffer.wrap(digest.digest());
    return new Fingerprint(whole.getLong(), whole.getLong());
  }

  private static boolean passedOn(Question question) {
    return question.origin() != null || !question.path().isEmpty() || !question.facts().isEmpty();
  }

  private static byte[] bytes(@Nullable String text) {
    return text == null ? new byte[0] : text.getBytes(UTF_8);
  }

  /** With its length before it, so that nothing can pass for the end of one and the next. */
  private static void part(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
