package io.parley.errand;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.errand.Errand.Done;
import io.parley.errand.Errand.Told;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Codes;
import io.parley.message.Shown;
import io.parley.message.Status;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what is said to one agent, and hands each op to whoever registered it. */
public final class Errands {
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final long REPLY_SECONDS = 30;

  private final MqttSession session;
  private final String topic;
  private final By self;
  private final Trees trees;
  private final Sender sender;
  private final Replies replies;
  private final Map<String, Errand> errands = new ConcurrentHashMap<>();
  private final List<Function<MqttMessage, Optional<MqttMessage>>> readers =
      new CopyOnWriteArrayList<>();

  /**
   * The errands of one agent.
   *
   * @param sender who sent a message, as the broker tells
   * @param replies where replies may go
   */
  public Errands(
      MqttSession session, Topics topics, String site, By self, Sender sender, Replies replies) {
    this.session = session;
    this.topic = topics.to(site, self.agent());
    this.self = self;
    this.trees = new Trees(Limits.USUAL);
    this.sender = sender;
    this.replies = replies;
  }

  /** Tells who sent a message. */
  public interface Sender {
    /** Where the broker tells nothing. */
    Sender UNKNOWN =
        new Sender() {
          @Override
          public String client(MqttMessage message) {
            return "";
          }

          @Override
          public String principal(MqttMessage message) {
            return "";
          }
        };

    /** The client, empty if unknown. */
    String client(MqttMessage message);

    /** Whose rights it has, empty if unknown. */
    String principal(MqttMessage message);
  }

  /** Whether a reply may go to a topic. */
  @FunctionalInterface
  public interface Replies {
    /** Why not; empty if it may. */
    Optional<String> refusal(String topic, String client, String principal);
  }

  /** Registers what is done on an op; a later one takes the place of an earlier. */
  public void on(String op, Errand errand) {
    errands.put(op, errand);
  }

  /**
   * Hands a message whose op nobody registered to a room that reads it itself.
   *
   * @param reader what goes back, or empty if the op is not its own either
   */
  public void otherwise(Function<MqttMessage, Optional<MqttMessage>> reader) {
    readers.add(reader);
  }

  /** Subscribes. */
  public CompletableFuture<Void> open() {
    return session.subscribe(Subscription.live(topic), this::heard);
  }

  private void heard(MqttMessage message) {
    String replyTopic = message.responseTopic();
    String client = sender.client(message);
    String principal = sender.principal(message);
    if (replyTopic == null) {
      LOG.warn("an errand of client '{}' has no Response Topic", Shown.shortened(client));
      return;
    }
    Optional<String> refusal = replies.refusal(replyTopic, client, principal);
    if (refusal.isPresent()) {
      LOG.warn("an errand of client '{}': {}", Shown.shortened(client), refusal.get());
      return;
    }
    Format format = Format.JSON;
    try {
      format = Format.ofContentType(message.contentType()).orElse(Format.JSON).ofAnswer();
      Told told = told(message, format, client, principal, replyTopic);
      if (!errands.containsKey(told.op()) && readElsewhere(message)) {
        return;
      }
      Format as = format;
      var unused = run(told).whenComplete((done, error) -> reply(message, as, done, error));
    } catch (CodecException e) {
      reply(message, format, new Done.Refused(e.code(), e.text()), null);
    }
  }

  private boolean readElsewhere(MqttMessage message) {
    for (Function<MqttMessage, Optional<MqttMessage>> reader : readers) {
      Optional<MqttMessage> reply = reader.apply(message);
      if (reply.isPresent()) {
        var unused = session.publish(reply.get());
        return true;
      }
    }
    return false;
  }

  private Told told(
      MqttMessage message, Format format, String client, String principal, String replyTopic)
      throws CodecException {
    Object tree =
        format == Format.MSGPACK
            ? trees.fromMsgPack(message.payload())
            : trees.fromJson(message.payload());
    if (!(tree instanceof Map<?, ?> map) || !(map.get("op") instanceof String op)) {
      throw new CodecException(Codes.MALFORMED, "op", "an errand must be a map with an op");
    }
    @SuppressWarnings("unchecked") // keys of a tree's maps are strings
    Map<String, Object> fields = (Map<String, Object>) map;
    return new Told(op, fields, client, principal, replyTopic);
  }

  private CompletableFuture<Done> run(Told told) {
    Errand errand = errands.get(told.op());
    if (errand == null) {
      return CompletableFuture.completedFuture(
          new Done.Refused(
              Codes.UNKNOWN_OP,
              "op '%s' must be one of %s"
                  .formatted(
                      Shown.shortened(told.op()), errands.keySet().stream().sorted().toList())));
    }
    try {
      return errand.run(told);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void reply(
      MqttMessage message, Format format, @Nullable Done done, @Nullable Throwable error) {
    String to = message.responseTopic();
    if (to == null) {
      return;
    }
    if (error != null) {
      LOG.error("an errand failed", error);
    }
    Done said =
        error == null && done != null
            ? done
            : new Done.Refused(Codes.INTERNAL, "the errand failed; the log says why");
    byte[] payload;
    String contentType = format.contentType();
    if (said instanceof Done.Exactly exact) {
      payload = exact.bytes();
      contentType = exact.contentType();
    } else if (said instanceof Done.Said map) {
      payload =
          format == Format.MSGPACK ? Trees.toMsgPack(map.fields()) : Trees.toJson(map.fields());
    } else {
      payload = Codec.encode(refused((Done.Refused) said), format);
    }
    var unused =
        session.publish(
            new MqttMessage(
                to,
                payload,
                false,
                contentType,
                null,
                message.correlation(),
                REPLY_SECONDS,
                List.of()));
  }

  private Answer refused(Done.Refused refused) {
    Status status = refused.code().equals(Codes.INTERNAL) ? Status.FAILED : Status.REFUSED;
    return Answer.by(self).ended(status, refused.code(), refused.text()).build();
  }
}
