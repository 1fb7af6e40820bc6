package io.parley.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.parley.access.AccessRules;
import io.parley.access.Who;
import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Limits;
import io.parley.message.Answer;
import io.parley.message.Codes;
import io.parley.message.Question;
import io.parley.message.Reason;
import io.parley.topics.Topics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/ask?subject=boiler/3}: a question as on MQTT, by its Content Type, answered with
 * the Answer as JSON. The subject may be left out.
 */
final class AskRoute {
  private static final int MOST_AT_ONCE = 64;
  private static final String JSON = "application/json; charset=utf-8";

  private final Topics topics;
  private final String site;
  private final AccessRules access;
  private final Asking asking;
  private final Codec codec;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  AskRoute(HttpSettings settings, AccessRules access, Asking asking) {
    this.topics = new Topics(settings.root());
    this.site = settings.site();
    this.access = access;
    this.asking = asking;
    this.codec = new Codec(new Limits(settings.bodyBytes(), Limits.USUAL.depth()));
  }

  void take(Context context) {
    Who who = Guard.who(context);
    String subject = context.queryParam("subject");
    String levels = subject == null || subject.equals(Topics.ANY) ? "" : subject;
    String topic = topic(levels);
    if (topic == null) {
      refuse(
          context,
          HttpStatus.BAD_REQUEST,
          new Reason(Codes.INVALID_TOPIC, "subject must be 1 to 3 levels of ids"));
    } else if (who == null || !access.rights().mayPublish(who, topic)) {
      refuse(
          context,
          HttpStatus.FORBIDDEN,
          new Reason(Codes.UNAUTHORISED, "this user may not ask here"));
    } else if (!room.tryAcquire()) {
      refuse(
          context,
          HttpStatus.SERVICE_UNAVAILABLE,
          new Reason(Codes.BUSY, "at most %d questions at once".formatted(MOST_AT_ONCE)));
    } else {
      ask(context, levels, who);
    }
  }

  private void ask(Context context, String subject, Who who) {
    boolean handedOver = false;
    try {
      Question question = codec.question(context.bodyAsBytes(), context.contentType()).question();
      CompletableFuture<Answer> answering = asking.ask(question, subject, who);
      handedOver = true;
      context.future(
          () ->
              answering
                  .whenComplete((answer, failure) -> room.release())
                  .thenAccept(answer -> show(context, answer)));
    } catch (CodecException e) {
      refuse(context, HttpStatus.BAD_REQUEST, e.reason());
    } finally {
      if (!handedOver) {
        room.release();
      }
    }
  }

  private @Nullable String topic(String subject) {
    try {
      return topics.ask(site, subject);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void show(Context context, Answer answer) {
    context.contentType(JSON).result(Codec.encode(answer, Format.JSON));
  }

  private static void refuse(Context context, HttpStatus status, Reason reason) {
    context.status(status).contentType(JSON).result(Shape.json(Shape.refused(reason)));
  }
}
