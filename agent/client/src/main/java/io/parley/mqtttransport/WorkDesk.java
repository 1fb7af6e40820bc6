package io.parley.mqtttransport;

import io.parley.codec.Asking;
import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.message.Answer;
import io.parley.message.AnswerDraft;
import io.parley.message.By;
import io.parley.message.Codes;
import io.parley.message.Cost;
import io.parley.message.Hop;
import io.parley.message.Life;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.topics.Address;
import io.parley.topics.Topics;
import io.parley.transport.Transport.Work;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an expert's questions come in: each is worked on once, also where the router asks again
 * because it fears that nobody has it; then the answer goes out again.
 */
final class WorkDesk {
  private static final Logger LOG = LoggerFactory.getLogger(WorkDesk.class);
  private static final int MOST_REMEMBERED = 1000;

  private final MqttSession session;
  private final Topics topics;
  private final String agent;
  private final Function<Work, CompletableFuture<Answer>> expert;
  private final Clock clock;
  private final Codec codec = new Codec();
  private final Map<String, CompletableFuture<Answer>> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Answer>> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  WorkDesk(
      MqttSession session,
      Topics topics,
      String agent,
      Function<Work, CompletableFuture<Answer>> expert,
      Clock clock) {
    this.session = session;
    this.topics = topics;
    this.agent = agent;
    this.expert = expert;
    this.clock = clock;
  }

  void heard(MqttMessage message) {
    String replyTopic = message.responseTopic();
    if (replyTopic == null) {
      LOG.warn("work on {} has no Response Topic", message.topic());
      return;
    }
    try {
      Asking asking = codec.question(message.payload(), message.contentType());
      Question question = asking.question();
      Instant until =
          clock.instant().plus(Life.left(question.needs().ms(), message.expirySeconds()));
      Work work = new Work(question, subject(message.topic()), until);
      String id = question.id();
      CompletableFuture<Answer> answer = id == null ? begin(work) : once(replyTopic + id, work);
      var unused =
          answer.thenAccept(done -> reply(message, done, asking.format().ofAnswer(), id, until));
    } catch (CodecException e) {
      LOG.warn("work on {} cannot be read: {}", message.topic(), e.getMessage());
    }
  }

  private synchronized CompletableFuture<Answer> once(String key, Work work) {
    CompletableFuture<Answer> begun = known.get(key);
    if (begun == null) {
      begun = begin(work);
      known.put(key, begun);
    }
    return begun;
  }

  /** Never completes exceptionally. */
  private CompletableFuture<Answer> begin(Work work) {
    Instant begun = clock.instant();
    CompletableFuture<Answer> working;
    try {
      working = expert.apply(work);
    } catch (RuntimeException e) {
      working = CompletableFuture.failedFuture(e);
    }
    return working
        .handle((done, error) -> error == null && done != null ? done : failed(error))
        .thenApply(done -> withHop(done, begun));
  }

  /** The expert is the last of the nodes that took the question, and says so. */
  private Answer withHop(Answer answer, Instant begun) {
    long ms = Math.max(0, Duration.between(begun, clock.instant()).toMillis());
    AnswerDraft draft = answer.change();
    if (answer.hops().isEmpty()) {
      draft.hops(List.of(new Hop(agent, answer.status(), ms)));
    }
    if (answer.cost() == null) {
      draft.cost(Cost.ofMs(ms));
    }
    return draft.build();
  }

  private Answer failed(Throwable error) {
    LOG.error("the expert failed", error);
    return Answer.by(new By(agent, Tier.SENSOR, null, null, null))
        .ended(Status.FAILED, Codes.INTERNAL, "the expert failed; its log says why")
        .build();
  }

  private String subject(String topic) {
    return topics.parse(topic).orElse(null) instanceof Address.Work work ? work.subject() : "";
  }

  private void reply(
      MqttMessage question, Answer answer, Format format, @Nullable String id, Instant until) {
    String replyTopic = question.responseTopic();
    Duration left = Duration.between(clock.instant(), until);
    if (replyTopic == null || left.isNegative() || left.isZero()) {
      return; // too late: nobody waits any more
    }
    var unused =
        session.publish(
            new MqttMessage(
                replyTopic,
                Codec.encode(answer.change().id(id).build(), format),
                false,
                format.contentType(),
                null,
                question.correlation(),
                Life.messageExpirySeconds(left),
                List.of()));
  }
}
