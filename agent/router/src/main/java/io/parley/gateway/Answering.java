package io.parley.gateway;

import io.parley.message.Answer;
import io.parley.message.Frame;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What an entrance hands a question to. */
public interface Answering {
  /**
   * Answers a question exactly once: answered, unsure, refused, expired or failed, before {@link
   * Asked#expires()}.
   *
   * @param interim hears frames where the question asked for a stream, and a provisional answer
   *     where it may wait; called on the gateway's thread, never after the answer
   */
  Taken ask(Asked asked, Consumer<Interim> interim);

  /**
   * Cancels the question with this id if the same principal asked it; says whether there was one.
   */
  boolean cancel(String principal, String id);

  /**
   * The answer to this question is where its asker finds it, even if this process dies now. Until
   * then a next process of this node would tell it again.
   */
  void told(Asked asked);

  /**
   * What became of a question that was handed over.
   *
   * @param duplicate whether the same question was taken before within its life: an entrance whose
   *     askers cannot lose answers then says nothing
   * @param answer completes with the one final answer, never exceptionally
   */
  record Taken(boolean duplicate, CompletableFuture<Answer> answer) {}

  /** What may come before the final answer. */
  sealed interface Interim {
    /** A frame of a stream. */
    record Streamed(Frame frame) implements Interim {}

    /** An unsure answer that one final answer may follow. */
    record Provisional(Answer answer) implements Interim {}
  }
}
