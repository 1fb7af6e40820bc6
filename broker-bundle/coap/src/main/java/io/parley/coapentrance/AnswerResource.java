package io.parley.coapentrance;

import io.parley.coapentrance.AnswerFile.Kept;
import io.parley.coapentrance.Links.Link;
import io.parley.gateway.Answering.Interim;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.observe.ObserveRelation;
import org.jspecify.annotations.Nullable;

/**
 * {@code /answer/{handle}}: an answer on its way or kept. GET reads what there is; observed, it
 * tells what is new, until a representation carries a status, which is the end.
 */
final class AnswerResource extends Desk {
  private static final int LONGEST_TEXT = 65_536;

  private final AnswerBox box;
  private final String handle;
  private final Asked asked;
  private final int format;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile String soFar = "";
  private volatile @Nullable Answer answer;
  private volatile boolean done;
  private volatile long until;

  AnswerResource(Front front, AnswerBox box, Kept kept) {
    super("answer", front);
    this.box = box;
    handle = kept.handle();
    asked = kept.asked();
    format = kept.format();
    until = kept.until();
    answer = kept.answer();
    done = answer != null;
    setObservable(true);
  }

  /** Whether nobody has it answered yet; from now on somebody does. */
  boolean begin() {
    return begun.compareAndSet(false, true);
  }

  Asked asked() {
    return asked;
  }

  String handle() {
    return handle;
  }

  String owner() {
    return asked.principal();
  }

  boolean done() {
    return done;
  }

  long until() {
    return until;
  }

  boolean overSince(long now) {
    return until <= now;
  }

  Link link() {
    Answer now = answer;
    return Link.of(
        "answer/" + handle,
        "rt",
        "parley.answer",
        "status",
        now == null ? "pending" : now.status().word(),
        "title",
        asked.question().id() == null ? "" : asked.question().id());
  }

  /** A frame or a provisional answer came. */
  void interim(Interim interim) {
    if (interim instanceof Interim.Streamed streamed) {
      String delta = streamed.frame().delta();
      if (delta == null || soFar.length() + delta.length() > LONGEST_TEXT) {
        return;
      }
      // One thread tells of interim results, so nothing is lost between read and write.
      String grown = soFar + delta;
      soFar = grown;
    } else if (interim instanceof Interim.Provisional provisional) {
      answer = provisional.answer();
    }
    changed();
  }

  /** The end. */
  void end(Answer last, long keepUntil) {
    answer = last;
    done = true;
    until = keepUntil;
    changed();
  }

  @Override
  void serve(Visit visit) throws Refused {
    if (!front.ports.admission().principal(visit.peer()).equals(owner())) {
      throw Refused.with(ResponseCode.NOT_FOUND, "no such answer");
    }
    switch (visit.request().getCode()) {
      case GET -> visit.reply(state(visit.options(), visit.query("full") != null));
      case DELETE -> {
        String id = asked.question().id();
        if (!done && id != null) {
          front.ports.answering().cancel(owner(), id);
        }
        box.remove(this);
        visit.reply(Reply.of(ResponseCode.DELETED));
      }
      default -> throw methodNotAllowed("GET or DELETE");
    }
  }

  @Override
  void notify(Exchange exchange, ObserveRelation relation) {
    OptionSet options = exchange.getRequest().getOptions();
    try {
      var response = state(options, options.getUriQuery().contains("full")).response();
      response.getOptions().setObserve(front.nextObserve());
      tell(exchange, response);
    } catch (Refused impossible) {
      // The first response was given in the same format.
      relation.cancel();
    }
  }

  private Reply state(OptionSet options, boolean full) throws Refused {
    int wanted = options.hasAccept() ? options.getAccept() : format;
    if (!Wording.speaks(wanted)) {
      throw Refused.with(
          ResponseCode.NOT_ACCEPTABLE,
          "accept %d must be one of %s".formatted(wanted, Formats.QUESTIONS));
    }
    Answer now = answer;
    byte[] payload =
        now == null
            ? Wording.pending(asked.question().id(), soFar, wanted)
            : Wording.answer(now, wanted, full);
    return Reply.of(ResponseCode.CONTENT, wanted, payload).withMaxAge(done ? 60 : 1);
  }
}
