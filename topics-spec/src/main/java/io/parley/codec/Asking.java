package io.parley.codec;

import io.parley.message.Question;

/**
 * A question as it came in.
 *
 * @param question what was asked
 * @param format how it was said; {@link Format#ofAnswer()} is how the answer goes out
 */
public record Asking(Question question, Format format) {}
