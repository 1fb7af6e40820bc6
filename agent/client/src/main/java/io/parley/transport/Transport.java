package io.parley.transport;

import io.parley.codec.Reply;
import io.parley.errand.Errand;
import io.parley.message.Answer;
import io.parley.message.Card;
import io.parley.message.Question;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An agent's way to a node and its experts. */
public interface Transport extends AutoCloseable {
  /**
   * Asks. What cannot be sent yet waits until its time is over.
   *
   * @param before hears frames and provisional answers
   * @return completes with the final answer; exceptionally with {@link
   *     java.util.concurrent.TimeoutException} when its time is over; cancelling it takes the
   *     question back
   */
  CompletableFuture<Answer> ask(Sent sent, Consumer<Reply> before);

  /**
   * Takes questions that a router has for experts, shared with other experts of the same filter.
   *
   * @param subjectFilter 1 to 3 levels, {@code +} and {@code #} allowed
   * @throws UnsupportedOperationException where the protocol has no way for it
   */
  CompletableFuture<Void> answer(
      String subjectFilter, Function<Work, CompletableFuture<Answer>> expert);

  /**
   * Publishes a card, and from then on the agent's status.
   *
   * @throws UnsupportedOperationException where the protocol has no way for it
   */
  CompletableFuture<Void> announce(Card card);

  /**
   * Does something when another says so to this agent.
   *
   * @throws UnsupportedOperationException where the protocol has no way for it
   */
  CompletableFuture<Void> on(String op, Errand errand);

  /**
   * Fetches a protocol document by its id; its bytes are those of the id.
   *
   * @return completes exceptionally with {@link java.util.concurrent.TimeoutException} where it
   *     does not come in time, or with what the node says against it
   */
  CompletableFuture<ProtocolDocument> fetch(Cid cid, Duration limit);

  /** Completes when it is connected for the first time; exceptionally if it is refused. */
  CompletableFuture<Void> ready();

  /** Whether it is connected now. */
  boolean connected();

  /** Says goodbye and ends all its threads. */
  @Override
  void close();

  /**
   * A question on its way out.
   *
   * @param question with an id
   * @param subject levels joined by slashes; empty for {@code any}
   * @param until when the answer is no longer wanted
   * @param traceparent W3C trace context
   */
  record Sent(Question question, String subject, Instant until, @Nullable String traceparent) {}

  /**
   * A question for an expert.
   *
   * @param question what is asked
   * @param subject levels joined by slashes; empty for {@code any}
   * @param until when the answer is no longer wanted
   */
  record Work(Question question, String subject, Instant until) {}
}
