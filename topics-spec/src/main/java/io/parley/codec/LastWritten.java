package io.parley.codec;

import io.parley.message.Answer;
import org.jspecify.annotations.Nullable;

/**
 * The answer that a thread wrote last, as JSON: most are written down, remembered and sent by one
 * thread in a row.
 */
final class LastWritten {
  private static final int LONGEST = 1 << 16;
  private static final ThreadLocal<LastWritten> OF_THREAD =
      ThreadLocal.withInitial(LastWritten::new);

  private @Nullable Answer answer;
  private byte[] json = {};

  private LastWritten() {}

  @SuppressWarnings("ReferenceEquality") // to compare what they hold costs as much as to write it
  static byte[] json(Answer answer) {
    LastWritten last = OF_THREAD.get();
    if (last.answer == answer) {
      return last.json;
    }
    byte[] json = Trees.toJson(AnswerForm.write(answer));
    if (json.length <= LONGEST) {
      last.answer = answer;
      last.json = json;
    }
    return json;
  }
}
