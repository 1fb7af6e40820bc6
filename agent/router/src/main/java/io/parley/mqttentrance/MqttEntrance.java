package io.parley.mqttentrance;

import io.parley.codec.Asking;
import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.errand.Errands;
import io.parley.exchange.Exchange;
import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.Codes;
import io.parley.message.Question;
import io.parley.message.Reason;
import io.parley.message.Shown;
import io.parley.message.Status;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.topics.Address;
import io.parley.topics.InvalidTopicException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes questions from a site's {@code ask} topics and publishes what the gateway says. Bad input
 * is told where the asker is known, else it costs one line in the log.
 */
public final class MqttEntrance {
  private static final Logger LOG = LoggerFactory.getLogger(MqttEntrance.class);
  private static final long REFUSAL_SECONDS = 30;

  /** SPEC Q-23. */
  private static final int MOST_CORRELATION_BYTES = 1_024;

  private final MqttSession session;
  private final Answering answering;
  private final EntranceSettings settings;
  private final EntranceCounts counts;
  private final Clock clock;
  private final Codec codec;
  private final Publisher publisher;
  private final Errands errands;

  /** An entrance that takes nothing before {@link #open}. */
  public MqttEntrance(
      MqttSession session,
      Answering answering,
      EntranceSettings settings,
      EntranceCounts counts,
      Clock clock) {
    this.session = session;
    this.answering = answering;
    this.settings = settings;
    this.counts = counts;
    this.clock = clock;
    codec = new Codec(settings.limits());
    publisher = new Publisher(session, counts, clock);
    errands = Cancelling.errands(session, answering, settings);
  }

  /** What else this agent does when it is told; {@code cancel} is there already. */
  public Errands errands() {
    return errands;
  }

  /**
   * Subscribes; retained questions do not come (Retain Handling 2).
   *
   * @return completes once questions and errands come in
   */
  public CompletableFuture<Void> open() {
    return CompletableFuture.allOf(
        session.subscribe(Subscription.live(filter()), this::heard), errands.open());
  }

  /** Takes no more questions; what is under way is still answered. */
  public CompletableFuture<Void> drain() {
    return session.unsubscribe(filter());
  }

  /** Completes once every answer that went out is with the broker. */
  public CompletableFuture<Void> flushed() {
    return publisher.flushed();
  }

  /**
   * Takes up a question that a former process of this node took and did not end: it is asked again
   * in the time it has left, or told that it expired.
   */
  public void resume(Asked asked) {
    ReplyPath path = path(asked);
    Answering.Taken taken =
        answering.ask(asked, interim -> publisher.interim(path, interim, asked.expires()));
    var unused = taken.answer().thenAccept(answer -> tell(path, asked, answer));
  }

  /** Tells the asker what a former process of this node found, and could not tell any more. */
  public void tell(Asked asked, Answer answer) {
    tell(path(asked), asked, answer);
  }

  private static ReplyPath path(Asked asked) {
    Correlation correlation =
        asked.correlation().isEmpty()
            ? null
            : Correlation.of(HexFormat.of().parseHex(asked.correlation()));
    return new ReplyPath(asked.replyKey(), correlation, asked.answerIn(), asked.traceparent());
  }

  /** That it expired is told even after its time. */
  private void tell(ReplyPath path, Asked asked, Answer answer) {
    Instant until =
        answer.status() == Status.EXPIRED
            ? clock.instant().plusSeconds(REFUSAL_SECONDS)
            : asked.expires();
    var unused =
        publisher
            .answer(path, answer, until)
            .thenAccept(
                done -> {
                  if (done) {
                    answering.told(asked);
                  }
                });
  }

  /**
   * Tells an asker whose question the broker did not let through.
   *
   * @param headers the question without its payload, with {@code parley-client} and {@code
   *     parley-principal}
   */
  public void refuse(MqttMessage headers, Reason reason) {
    Asker asker = Asker.of(headers, settings.stamped());
    ReplyPath wanted = path(headers, headers.responseTopic(), asker, formatOf(headers));
    ReplyPath path = allowed(wanted, asker);
    refuse(
        asker, path == null ? path(headers, null, asker, formatOf(headers)) : path, null, reason);
  }

  private String filter() {
    return settings.shared()
        ? settings.topics().sharedAskFilter(settings.site())
        : settings.topics().askFilter(settings.site());
  }

  private void heard(MqttMessage message) {
    Instant received = clock.instant();
    Asker asker = Asker.of(message, settings.stamped());
    try {
      if (message.retain()) {
        throw new CodecException(
            Codes.RETAINED, "retain", "a question must not be retained: it would be asked again");
      }
      requireShort(message.correlation());
      String subject = subject(message.topic());
      Asking asking = codec.question(message.payload(), message.contentType());
      String wanted =
          message.responseTopic() == null ? asking.question().replyTo() : message.responseTopic();
      ReplyPath path = path(message, wanted, asker, asking.format().ofAnswer());
      if (path == null) {
        refuse(
            asker,
            null,
            null,
            new Reason(Codes.REPLY_TOPIC, "reply topic must be given: the asker is unknown"));
        return;
      }
      Optional<Reason> refusal = asker.refusal(path.topic(), settings);
      if (refusal.isPresent()) {
        ReplyPath own = path(message, null, asker, path.format());
        refuse(asker, own, asking.question().id(), refusal.get());
      } else {
        take(asking.question(), subject, asker, path, received, message);
      }
    } catch (CodecException e) {
      refuse(asker, early(message, asker), null, e.reason());
    } catch (InvalidTopicException e) {
      refuse(asker, early(message, asker), null, e.reason());
    }
  }

  /** It is kept with each question that is remembered. */
  private static void requireShort(@Nullable Correlation correlation) throws CodecException {
    if (correlation != null && correlation.length() > MOST_CORRELATION_BYTES) {
      throw new CodecException(
          Codes.OVERSIZE,
          "correlation",
          "correlation data of %d bytes must be at most %d"
              .formatted(correlation.length(), MOST_CORRELATION_BYTES));
    }
  }

  /** Where to tell of a question that could not be read. */
  private @Nullable ReplyPath early(MqttMessage message, Asker asker) {
    return allowed(path(message, message.responseTopic(), asker, formatOf(message)), asker);
  }

  private void take(
      Question question,
      String subject,
      Asker asker,
      ReplyPath path,
      Instant received,
      MqttMessage message) {
    Correlation correlation = path.correlation();
    Lifespan life = Lifespan.of(message, question.needs().ms(), settings.stamped(), received);
    Instant expires = life.expires();
    // Where the broker does not say who asked, only who hears the answer may cancel the question.
    String principal = settings.stamped() ? asker.principal() : "reply:" + path.topic();
    Asked asked =
        new Asked(
            question,
            subject,
            asker.client(),
            principal,
            path.topic(),
            correlation == null ? "" : correlation.hex(),
            life.received(),
            expires,
            path.traceparent(),
            path.format());
    Answering.Taken taken =
        answering.ask(asked, interim -> publisher.interim(path, interim, expires));
    if (taken.duplicate()) {
      LOG.debug("a question of '{}' came twice", Shown.shortened(asker.client()));
    } else {
      var unused = taken.answer().thenAccept(answer -> tell(path, asked, answer));
    }
  }

  private String subject(String topic) throws InvalidTopicException {
    return settings.topics().read(topic) instanceof Address.Ask ask ? ask.subject() : "";
  }

  private @Nullable ReplyPath path(
      MqttMessage message, @Nullable String wanted, Asker asker, Format format) {
    String topic = wanted == null ? asker.ownTopic(settings) : wanted;
    return topic == null
        ? null
        : new ReplyPath(
            topic, message.correlation(), format, message.property(Exchange.TRACEPARENT));
  }

  private @Nullable ReplyPath allowed(@Nullable ReplyPath path, Asker asker) {
    return path != null && asker.refusal(path.topic(), settings).isEmpty() ? path : null;
  }

  private static Format formatOf(MqttMessage message) {
    try {
      return Format.ofContentType(message.contentType()).orElse(Format.JSON).ofAnswer();
    } catch (CodecException unknown) {
      return Format.JSON;
    }
  }

  private void refuse(Asker asker, @Nullable ReplyPath path, @Nullable String id, Reason reason) {
    counts.refused(reason.code(), path != null);
    LOG.warn(
        "a question of client '{}' is refused: {}: {}",
        Shown.shortened(asker.client()),
        reason.code(),
        reason.text());
    if (path != null) {
      Answer refusal =
          Answer.by(settings.self())
              .id(id)
              .ended(Status.REFUSED, reason.code(), reason.text())
              .build();
      var unused = publisher.answer(path, refusal, clock.instant().plusSeconds(REFUSAL_SECONDS));
    }
  }
}
