package io.parley.gateway;

import io.parley.codec.Format;
import io.parley.message.Question;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question as it came in at this node.
 *
 * @param question what was asked
 * @param subject the subject levels joined by slashes; empty for {@code any}
 * @param client who sent it, as the broker or the CoAP entrance knows it; empty if unknown
 * @param principal whose rights it has; empty if unknown
 * @param replyKey where the answer goes, as one text; with the id it makes duplicates known
 * @param correlation hex of the Correlation Data or CoAP token; empty if none
 * @param received when it came
 * @param expires when it must have been answered
 * @param traceparent W3C trace context, carried along
 * @param answerIn the format that its asker reads
 */
public record Asked(
    Question question,
    String subject,
    String client,
    String principal,
    String replyKey,
    String correlation,
    Instant received,
    Instant expires,
    @Nullable String traceparent,
    Format answerIn) {
  /** One whose asker reads JSON, or does not read bytes at all. */
  public Asked(
      Question question,
      String subject,
      String client,
      String principal,
      String replyKey,
      String correlation,
      Instant received,
      Instant expires,
      @Nullable String traceparent) {
    this(
        question,
        subject,
        client,
        principal,
        replyKey,
        correlation,
        received,
        expires,
        traceparent,
        Format.JSON);
  }
}
