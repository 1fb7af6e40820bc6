package io.parley.coapentrance;

import io.parley.coapentrance.AnswerFile.Kept;
import io.parley.coapentrance.Links.Link;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Codes;
import io.parley.message.Question;
import io.parley.message.Status;
import io.parley.message.Tier;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.jspecify.annotations.Nullable;

/** Answers that wait to be fetched, by handle; each belongs to the principal that asked. */
final class AnswerBox implements AutoCloseable {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int HANDLE = 10;

  private final Front front;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentMap<String, AnswerResource> kept = new ConcurrentHashMap<>();
  private volatile @Nullable AnswerFile file;
  private final ConcurrentMap<String, MailboxResource> mailboxes = new ConcurrentHashMap<>();

  AnswerBox(Front front) {
    this.front = front;
  }

  /**
   * Opens the file that outlives this process.
   *
   * @throws IOException if it cannot be written
   */
  void load() throws IOException {
    Path state = front.settings.state();
    file = state == null ? null : AnswerFile.open(state);
  }

  /**
   * Opens a place for an answer to come; the same one for the same question, by its id, as long as
   * that may be answered.
   *
   * @throws Refused 4.29 where this principal keeps too many, 5.03 where all do
   */
  AnswerResource open(Asked asked, int format) throws Refused {
    Optional<AnswerResource> known = again(asked);
    if (known.isPresent()) {
      return known.get();
    }
    long own =
        kept.values().stream().filter(each -> each.owner().equals(asked.principal())).count();
    if (own >= front.limits().capacity().keptPerOwner() && !dropOldest(asked.principal())) {
      throw Refused.later(
          ResponseCode.TOO_MANY_REQUESTS, 60, "%d answers are still to come".formatted(own));
    }
    AnswerFile onDisk = file;
    boolean full = onDisk != null && onDisk.full();
    if (full || kept.size() >= front.limits().capacity().keptAnswers()) {
      throw Refused.later(ResponseCode.SERVICE_UNAVAILABLE, 60, "too many answers are kept");
    }
    String handle = handle();
    long until = asked.expires().toEpochMilli() + keepMillis();
    Kept place = new Kept(handle, byHandle(asked, handle), format, null, until);
    if (onDisk != null) {
      onDisk.left(place);
    }
    return put(place);
  }

  private AnswerResource put(Kept place) {
    AnswerResource resource = new AnswerResource(front, this, place);
    kept.put(resource.handle(), resource);
    return resource;
  }

  private Optional<AnswerResource> again(Asked asked) {
    String id = asked.question().id();
    return id == null
        ? Optional.empty()
        : kept.values().stream()
            .filter(each -> id.equals(each.asked().question().id()))
            .filter(each -> each.asked().client().equals(asked.client()))
            .filter(each -> same(each.asked().question(), asked.question()))
            .filter(each -> each.asked().expires().isAfter(asked.received()))
            .findFirst();
  }

  /** Whoever asks once more has less time left, and may have changed nothing else. */
  private static boolean same(Question one, Question other) {
    return Objects.equals(one.text(), other.text())
        && Objects.equals(one.protocol(), other.protocol())
        && Objects.equals(one.body(), other.body());
  }

  /**
   * A question without an id is known by its handle: after a restart the gateway finds it in its
   * own journal, too, and must not answer it twice.
   */
  private static Asked byHandle(Asked asked, String handle) {
    return asked.question().id() != null
        ? asked
        : new Asked(
            asked.question(),
            asked.subject(),
            asked.client(),
            asked.principal(),
            asked.replyKey(),
            handle,
            asked.received(),
            asked.expires(),
            asked.traceparent(),
            asked.answerIn());
  }

  /** Takes up what a former run kept; what was still to come then is asked again. */
  void resume() {
    AnswerFile onDisk = file;
    if (onDisk == null) {
      return;
    }
    for (Kept place : onDisk.kept()) {
      AnswerResource resource = put(place);
      if (!resource.done()) {
        Later.then(await(resource), (answer, error) -> {});
      }
    }
  }

  /** Has it answered, unless that is under way; completes when it is, or at once. */
  CompletionStage<?> await(AnswerResource place) {
    if (!place.begin()) {
      return CompletableFuture.completedStage(place);
    }
    return front
        .ports
        .answering()
        .ask(place.asked(), place::interim)
        .answer()
        .whenComplete(
            (answer, error) -> {
              ended(place, error == null ? answer : failed(place.asked()));
              front.ports.answering().told(place.asked());
            });
  }

  private static Answer failed(Asked asked) {
    return Answer.by(new By("coap", Tier.GATEWAY, null, null, null))
        .id(asked.question().id())
        .ended(Status.FAILED, Codes.INTERNAL, "no answer came")
        .build();
  }

  int size() {
    return kept.size();
  }

  @Nullable AnswerResource find(String handle) {
    return kept.get(handle);
  }

  private void ended(AnswerResource place, Answer answer) {
    long until = front.ports.clock().millis() + keepMillis();
    AnswerFile onDisk = file;
    if (onDisk != null) {
      onDisk.ended(place.handle(), answer, until);
    }
    place.end(answer, until);
    MailboxResource mailbox = mailboxes.get(place.owner());
    if (mailbox != null) {
      mailbox.changed();
    }
  }

  private long keepMillis() {
    return front.limits().times().keepAnswers().toMillis();
  }

  void remove(AnswerResource place) {
    if (kept.remove(place.handle(), place)) {
      AnswerFile onDisk = file;
      if (onDisk != null) {
        onDisk.gone(place.handle());
      }
      place.clearAndNotifyObserveRelations(ResponseCode.NOT_FOUND);
    }
  }

  /** The mailbox of a principal, as long as somebody uses it. */
  MailboxResource mailbox(String owner) {
    return mailboxes.computeIfAbsent(owner, name -> new MailboxResource(front, this, name));
  }

  /** The answers of a principal, those that came first first. */
  List<Link> links(String owner) {
    return kept.values().stream()
        .filter(each -> each.owner().equals(owner))
        .sorted(Comparator.comparing(AnswerResource::handle))
        .map(AnswerResource::link)
        .toList();
  }

  /** Drops answers whose time is over, and mailboxes that nobody observes. */
  void sweep() {
    long now = front.ports.clock().millis();
    kept.values().stream().filter(each -> each.overSince(now)).forEach(this::remove);
    mailboxes.values().removeIf(mailbox -> mailbox.getObserverCount() == 0);
  }

  /** Ends before what it keeps: answers that come from now on are found by the next run. */
  @Override
  public void close() throws IOException {
    AnswerFile onDisk = file;
    if (onDisk != null) {
      onDisk.close();
    }
  }

  private boolean dropOldest(String owner) {
    AnswerResource oldest = null;
    for (AnswerResource each : kept.values()) {
      if (each.owner().equals(owner)
          && each.done()
          && (oldest == null || each.until() < oldest.until())) {
        oldest = each;
      }
    }
    if (oldest != null) {
      remove(oldest);
    }
    return oldest != null;
  }

  private String handle() {
    StringBuilder text = new StringBuilder(HANDLE);
    for (int i = 0; i < HANDLE; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
