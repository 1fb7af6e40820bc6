package io.parley.broker;

import io.parley.access.Who;
import io.parley.message.Reason;
import io.parley.mqtt.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * A PUBLISH that the broker did not pass on.
 *
 * @param who its sender
 * @param topic where it should have gone
 * @param payloadBytes the size of its payload, which is not kept
 * @param contentType its Content Type
 * @param responseTopic its Response Topic, not checked
 * @param correlation its Correlation Data
 * @param reason {@code oversize}, {@code retained}, {@code rate} or {@code unauthorised}, see
 *     {@link io.parley.message.Codes}
 * @param question whether it was a question
 * @param answerable whether the sender may be told in an answer; false once it sends so much that
 *     answers would only add to it
 */
public record RefusedPublish(
    Who who,
    String topic,
    int payloadBytes,
    @Nullable String contentType,
    @Nullable String responseTopic,
    @Nullable Correlation correlation,
    Reason reason,
    boolean question,
    boolean answerable) {}
