package io.parley.mqttentrance;

import io.parley.codec.Format;
import io.parley.mqtt.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer goes and how.
 *
 * @param topic the reply topic
 * @param correlation the asker's Correlation Data
 * @param format the format that answers to this asker take
 * @param traceparent the asker's trace context
 */
record ReplyPath(
    String topic, @Nullable Correlation correlation, Format format, @Nullable String traceparent) {}
