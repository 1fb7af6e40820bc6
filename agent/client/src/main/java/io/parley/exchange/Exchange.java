package io.parley.exchange;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Reply;
import io.parley.message.Answer;
import io.parley.message.Life;
import io.parley.message.Question;
import io.parley.message.Shown;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Puback;
import io.parley.mqtt.SessionState;
import io.parley.mqtt.Subscription;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions that go out over a session, and what comes back on its one reply topic. */
public final class Exchange {
  /** The user property of the W3C trace context. */
  public static final String TRACEPARENT = "traceparent";

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final MqttSession session;
  private final String replyTopic;
  private final Codec codec;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong strangers = new AtomicLong();
  private final Map<Correlation, Outstanding> outstanding = new ConcurrentHashMap<>();

  /** An exchange whose answers come on this topic. */
  public Exchange(MqttSession session, String replyTopic, Codec codec, Clock clock) {
    this.session = session;
    this.replyTopic = replyTopic;
    this.codec = codec;
    this.clock = clock;
  }

  /** Subscribes to the reply topic; to be called before the first question. */
  public CompletableFuture<Void> open() {
    session.onState(this::stateChanged);
    return session.subscribe(Subscription.live(replyTopic), this::heard);
  }

  /** Where the answers come. */
  public String replyTopic() {
    return replyTopic;
  }

  /**
   * Asks.
   *
   * @param topic an {@code ask} or {@code work} topic
   * @param until when the answer is no longer wanted
   * @param before hears frames and provisional answers, on the session's listening thread
   */
  public Outstanding ask(
      String topic,
      Question question,
      Instant until,
      @Nullable String traceparent,
      Consumer<Reply> before) {
    return ask(
        topic, question, until, traceparent, before, answer -> true, Source.WHOEVER_WAS_ASKED);
  }

  /**
   * Asks those whose answer may not be the last word.
   *
   * @param before hears frames, provisional answers, and those that are not taken
   * @param taken whether an answer ends the question
   * @param source from whom answers are taken; what others send is passed over
   */
  public Outstanding ask(
      String topic,
      Question question,
      Instant until,
      @Nullable String traceparent,
      Consumer<Reply> before,
      Predicate<Answer> taken,
      Source source) {
    Correlation correlation = fresh();
    Outstanding one =
        new Outstanding(topic, question, until, traceparent, before, taken, source, correlation);
    outstanding.put(correlation, one);
    long ms = Math.max(1, Duration.between(clock.instant(), until).toMillis());
    var unused =
        one.answer
            .orTimeout(ms, TimeUnit.MILLISECONDS)
            .whenComplete((answer, error) -> outstanding.remove(correlation));
    one.send();
    return one;
  }

  /** How many questions have no answer yet. */
  public int size() {
    return outstanding.size();
  }

  /**
   * Where the broker has lost the session, the answers to what it had taken may be lost with it:
   * that is asked anew, under fresh ids, so that it is not taken for a duplicate.
   */
  private void stateChanged(SessionState state) {
    if (state == SessionState.LOST) {
      outstanding.values().forEach(one -> one.inDoubt = one.taken);
    } else if (state == SessionState.CONNECTED && !session.resumed()) {
      outstanding.values().stream().filter(one -> one.inDoubt).forEach(Outstanding::askAnew);
    }
  }

  private void heard(MqttMessage message) {
    Correlation correlation = message.correlation();
    Outstanding one = correlation == null ? null : outstanding.get(correlation);
    if (one == null) {
      LOG.debug("an answer on {} that nobody waits for", message.topic());
      return;
    }
    try {
      Stamp stamp = Stamp.of(message);
      Reply reply =
          one.source
              .heard(stamp, codec.reply(message.payload(), message.contentType()))
              .orElse(null);
      if (reply == null) {
        notAsked(message.topic(), stamp);
      } else if (reply instanceof Reply.Whole whole
          && !whole.answer().provisional()
          && one.ends.test(whole.answer())) {
        one.answer.complete(whole.answer());
      } else {
        one.before.accept(reply);
      }
    } catch (CodecException e) {
      LOG.warn("an answer on {} cannot be read: {}", message.topic(), e.getMessage());
    }
  }

  /** One line for all of them: whoever sends them could send more. */
  private void notAsked(String topic, @Nullable Stamp stamp) {
    String from = stamp == null ? "somebody" : "'" + Shown.shortened(stamp.principal()) + "'";
    if (strangers.getAndIncrement() == 0) {
      LOG.warn("{} answered on {} and was not asked; passed over, as others will be", from, topic);
    } else {
      LOG.debug("{} answered on {} and was not asked", from, topic);
    }
  }

  /** How many answers came from somebody who was not asked. */
  public long strangers() {
    return strangers.get();
  }

  private Correlation fresh() {
    return Correlation.of(ByteBuffer.allocate(Long.BYTES).putLong(random.nextLong()).array());
  }

  /** One question that waits for its answer. */
  public final class Outstanding {
    private final String topic;
    private volatile Question question;
    private volatile boolean taken;
    private volatile boolean inDoubt;
    private final Instant until;
    private final @Nullable String traceparent;
    private final Consumer<Reply> before;
    private final Predicate<Answer> ends;
    private final Source source;
    private final Correlation correlation;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> unheard = new CompletableFuture<>();

    private Outstanding(
        String topic,
        Question question,
        Instant until,
        @Nullable String traceparent,
        Consumer<Reply> before,
        Predicate<Answer> ends,
        Source source,
        Correlation correlation) {
      this.topic = topic;
      this.question = question;
      this.until = until;
      this.traceparent = traceparent;
      this.before = before;
      this.ends = ends;
      this.source = source;
      this.correlation = correlation;
    }

    /**
     * Completes with the final answer; exceptionally with {@link
     * java.util.concurrent.TimeoutException} when its time is over, or with {@link
     * io.parley.mqtt.MqttFailure} if the broker refuses the question.
     */
    public CompletableFuture<Answer> answer() {
      return answer;
    }

    /** What was asked, under the id that it bears now. */
    public Question question() {
      return question;
    }

    /** Asks again under a fresh id, so that also who has answered already takes it as new. */
    public void askAnew() {
      inDoubt = false;
      question = question.withId(UUID.randomUUID().toString());
      send();
    }

    /** Sends the question, with the time that is left; again too. */
    public void send() {
      Duration left = Duration.between(clock.instant(), until);
      if (answer.isDone() || left.isNegative() || left.isZero()) {
        return;
      }
      MqttMessage message =
          new MqttMessage(
              topic,
              Codec.encode(question, Format.JSON),
              false,
              Format.JSON.contentType(),
              replyTopic,
              correlation,
              Life.messageExpirySeconds(left),
              traceparent == null ? List.of() : List.of(Map.entry(TRACEPARENT, traceparent)));
      var unused =
          session
              .publish(message)
              .whenComplete(
                  (puback, error) -> {
                    if (error != null) {
                      answer.completeExceptionally(error);
                      return;
                    }
                    taken = true;
                    if (puback == Puback.NO_MATCHING_SUBSCRIBERS) {
                      unheard.complete(null);
                    }
                  });
    }

    /** Completes if the broker says that nobody subscribes to the topic; else never. */
    public CompletableFuture<Void> unheard() {
      return unheard;
    }
  }
}
