package io.parley.coapentrance;

import io.parley.coapentrance.Links.Link;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.jspecify.annotations.Nullable;

/** Answers that wait to be fetched, by handle; each belongs to the principal that asked. */
final class AnswerBox {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int HANDLE = 10;

  private final Front front;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentMap<String, AnswerResource> kept = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, MailboxResource> mailboxes = new ConcurrentHashMap<>();

  AnswerBox(Front front) {
    this.front = front;
  }

  /**
   * Opens a place for an answer to come.
   *
   * @throws Refused 4.29 where this principal keeps too many, 5.03 where all do
   */
  AnswerResource open(Asked asked, int format) throws Refused {
    long own =
        kept.values().stream().filter(each -> each.owner().equals(asked.principal())).count();
    if (own >= front.limits().capacity().keptPerOwner() && !dropOldest(asked.principal())) {
      throw Refused.later(
          ResponseCode.TOO_MANY_REQUESTS, 60, "%d answers are still to come".formatted(own));
    }
    if (kept.size() >= front.limits().capacity().keptAnswers()) {
      throw Refused.later(ResponseCode.SERVICE_UNAVAILABLE, 60, "too many answers are kept");
    }
    AnswerResource place = new AnswerResource(front, this, handle(), asked, format);
    kept.put(place.handle(), place);
    return place;
  }

  int size() {
    return kept.size();
  }

  @Nullable AnswerResource find(String handle) {
    return kept.get(handle);
  }

  /** The final answer, or null if none came. */
  void ended(AnswerResource place, @Nullable Answer answer) {
    place.end(
        answer, front.ports.clock().millis() + front.limits().times().keepAnswers().toMillis());
    MailboxResource mailbox = mailboxes.get(place.owner());
    if (mailbox != null) {
      mailbox.changed();
    }
  }

  void remove(AnswerResource place) {
    if (kept.remove(place.handle(), place)) {
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
