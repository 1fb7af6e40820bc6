package io.parley.coapentrance;

import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.Ids;
import io.parley.message.Needs;
import io.parley.message.Question;
import io.parley.message.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/**
 * {@code /ask/{subject...}}: POST a question. The answer is the response, piggybacked if it comes
 * in time and separate if not; with {@code ?later}, with {@code stream}, or where it may take
 * longer than a device waits, the response is 2.01 and the answer is found and observed at its
 * location.
 */
final class AskResource extends Desk {
  /** Longer than this no device waits for a separate response (MAX_TRANSMIT_WAIT, RFC 7252). */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

  private static final int MOST_LEVELS = 3;

  private final AnswerBox box;

  AskResource(Front front, AnswerBox box) {
    super("ask", front);
    this.box = box;
  }

  @Override
  void serve(Visit visit) throws Refused {
    if (visit.request().getCode() != Code.POST) {
      throw methodNotAllowed("POST");
    }
    String subject = subject(visit.options().getUriPath());
    front.allow(visit, front.ports.admission().mayAsk(visit.peer(), subject), "ask");
    Wording.Read read = Wording.question(visit.payload(), visit.format());
    int format = visit.options().hasAccept() ? visit.options().getAccept() : read.format();
    if (!Wording.speaks(format)) {
      throw Refused.with(
          ResponseCode.NOT_ACCEPTABLE,
          "accept %d must be one of %s".formatted(format, Formats.QUESTIONS));
    }
    Asked asked = asked(visit, subject, read.question());
    boolean later =
        visit.query("later") != null
            || read.question().stream()
            || Duration.between(asked.received(), asked.expires()).compareTo(LONGEST_WAIT) > 0;
    front.enter();
    front.counters.asked.increment();
    if (later) {
      keep(visit, asked, format);
    } else {
      answer(visit, asked, format);
    }
  }

  /** The subject of the path: 1 to 3 levels, {@code any} or none for no subject. */
  static String subject(List<String> path) throws Refused {
    List<String> levels = path.subList(1, path.size());
    if (levels.isEmpty() || levels.equals(List.of("any")) || levels.equals(List.of(""))) {
      return "";
    }
    if (levels.size() > MOST_LEVELS) {
      throw Refused.badRequest("subject must have 1..%d levels".formatted(MOST_LEVELS));
    }
    for (String level : levels) {
      if (!Ids.valid(level)) {
        throw Refused.badRequest(
            "subject level '%s' must match %s".formatted(Shown.shortened(level), Ids.PATTERN));
      }
    }
    return String.join("/", levels);
  }

  private Asked asked(Visit visit, String subject, Question question) {
    Instant now = front.ports.clock().instant();
    Long ms = question.needs().ms();
    String client = visit.peer().client();
    return new Asked(
        question,
        subject,
        client,
        front.ports.admission().principal(visit.peer()),
        "coap:" + client,
        // Tokens are used again; the message layer has dropped duplicates already.
        "",
        now,
        now.plusMillis(ms == null ? Needs.DEFAULT_MS : ms),
        visit.query("traceparent"));
  }

  private void answer(Visit visit, Asked asked, int format) {
    visit.promise();
    boolean full = visit.query("full") != null;
    long patience = Duration.between(asked.received(), asked.expires()).toMillis() + 1_000;
    var answers = answers(asked).copy();
    Later.then(
        answers.orTimeout(patience, TimeUnit.MILLISECONDS),
        (answer, error) -> {
          front.leave();
          if (error == null) {
            visit.reply(Wording.reply(answer, format, full, ResponseCode.CHANGED));
          } else {
            visit.refuse(Refused.with(ResponseCode.GATEWAY_TIMEOUT, "no answer in time"));
          }
        });
  }

  /** Whoever did not hear its answer asks again, and finds it kept. */
  private CompletableFuture<Answer> answers(Asked asked) {
    CompletableFuture<Answer> answer = front.ports.answering().ask(asked, interim -> {}).answer();
    Later.then(answer, (done, error) -> front.ports.answering().told(asked));
    return answer;
  }

  private void keep(Visit visit, Asked asked, int format) throws Refused {
    AnswerResource kept;
    try {
      kept = box.open(asked, format);
    } catch (Refused full) {
      front.leave();
      throw full;
    }
    Later.then(box.await(kept), (answer, error) -> front.leave());
    visit.reply(Reply.of(ResponseCode.CREATED).withLocation("answer/" + kept.handle()));
  }
}
