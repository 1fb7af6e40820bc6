package io.parley.ladder;

import io.parley.errand.Correspondence;
import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.FactSource;
import io.parley.gateway.FoundBy;
import io.parley.gateway.GatewayIdentity;
import io.parley.gateway.Routines;
import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Nak;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.Contract;
import io.parley.routine.Routine;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import io.parley.trust.Reputation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ladder of one node: answers what plain code can answer, and turns what is asked again into
 * protocols. {@link #attempt} runs on the caller's thread in microseconds; the routines of others
 * are examined on a thread of their own, and everything else happens on the ladder's.
 */
public final class Ladder implements Routines, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ladder.class);

  private final LadderSettings settings;
  private final Identity identity;
  private final GatewayIdentity self;
  private final Clock clock;
  private final OneThread executor = new OneThread("ladder");
  private final Shelf shelf;
  private final ShelfFiles files;
  private final Refusals refusals;
  private final Admission admission;
  private final Quarantine quarantine;
  private final Replies replies;
  private final LifeCycle lifeCycle;
  private final Desk desk;
  private final Standing standing;
  private final Connections connections;
  private final List<Consumer<ShelfEntry>> listeners = new CopyOnWriteArrayList<>();
  private final Climb climb;

  private Ladder(
      LadderSettings settings,
      Identity identity,
      GatewayIdentity self,
      FactSource facts,
      Clock clock) {
    this.settings = settings;
    this.identity = identity;
    this.self = self;
    this.clock = clock;
    shelf = new Shelf(clock);
    files = new ShelfFiles(settings.folder());
    refusals = new Refusals(clock);
    admission = new Admission(settings, identity, shelf, clock);
    quarantine = new Quarantine(admission, refusals, settings.mostProtocols(), executor);
    replies = new Replies(shelf, facts, clock, settings.retireAfter(), this::retired, refusals);
    lifeCycle = new LifeCycle(shelf, identity, clock, this::changed);
    climb = new Climb(settings, self.address(), shelf, executor, this::adopt);
    connections =
        new Connections(
            shelf, admission, quarantine, refusals, this::changed, settings.passing(), executor);
    standing = new Standing(settings.folder(), identity, self.agent(), shelf, clock);
    desk =
        new Desk(
            new By(self.agent(), self.tier(), null, null, null),
            admission,
            refusals,
            this::handedOut,
            admission::speaks,
            () -> standing.reputation().all());
  }

  /**
   * Opens the shelf.
   *
   * @param self who this node is
   * @param facts what the node has seen
   */
  public static Ladder open(
      LadderSettings settings,
      Identity identity,
      GatewayIdentity self,
      FactSource facts,
      Clock clock) {
    Ladder ladder = new Ladder(settings, identity, self, facts, clock);
    int loaded = ladder.files.load(ladder.shelf, ladder.admission, ladder.refusals);
    ladder.standing.open();
    LOG.info("{} protocols on the shelf", loaded);
    return ladder;
  }

  /**
   * Connects to the node's own broker: listens to protocols, announces its own, and can say words
   * to other agents.
   *
   * @param cards whether an agent of this id has a card, and so can agree to a protocol
   * @return completes when it listens
   */
  public CompletableFuture<Void> connect(
      MqttSession session, Topics topics, Predicate<String> cards) {
    Correspondence words = connections.converse(session, topics, self.site(), self.agent());
    climb.negotiate(new Negotiation(words, settings.negotiation()), cards);
    return CompletableFuture.allOf(words.start(), connections.own(session, topics, self.site()));
  }

  /**
   * Passes protocols up and down, as far as the settings let it: listens to the site above, and
   * announces there what is known here. After {@link #connect}.
   */
  public CompletableFuture<Void> connectUpstream(MqttSession session, Topics topics, String site) {
    return connections.above(session, topics, site);
  }

  @Override
  public Attempt attempt(Asked asked, List<Fact> facts) {
    String protocol = asked.question().protocol();
    String text = asked.question().text();
    if (protocol != null) {
      Attempt attempt = replies.toProtocol(asked, protocol);
      if (attempt instanceof Attempt.Refused refused && refused.nak() == Nak.UNKNOWN_PROTOCOL) {
        missed(new Cid(protocol));
      }
      return attempt;
    }
    return text == null ? Attempt.NOTHING : replies.toWords(asked, text);
  }

  private void missed(Cid cid) {
    executor.execute(() -> connections.missed(cid));
  }

  /** For whoever fetches it; what is not here may be above. */
  private Optional<ProtocolDocument> handedOut(Cid cid) {
    Optional<ProtocolDocument> here = document(cid);
    if (here.isEmpty()) {
      missed(cid);
    }
    return here;
  }

  @Override
  public void exchanged(Asked asked, List<Fact> facts, Answer answer, FoundBy foundBy) {
    if (standing.concerns(answer) || climb.concerns(asked, answer, foundBy)) {
      executor.execute(
          () -> {
            standing.check(asked, facts, answer);
            climb.exchanged(asked, facts, answer, foundBy, clock.instant());
          });
    }
  }

  /** The reply to a word on {@code to/{me}}; empty if it is none about protocols. */
  public Optional<MqttMessage> reply(MqttMessage message) {
    return desk.reply(message);
  }

  /** The protocols of this node, by name. */
  public List<ShelfEntry> protocols() {
    return shelf.entries();
  }

  /** The document of this id. */
  public Optional<ProtocolDocument> document(Cid cid) {
    return shelf.find(cid).map(Kept::document);
  }

  /**
   * Puts a document on the shelf in the operator's name: checked by the rules, signed with the
   * node's key, announced.
   *
   * @param expression its routine in JSONata; absent if there is none, or it is written in Java
   * @throws AdmissionException naming code and rule
   */
  public Cid announce(byte[] document, @Nullable String expression) {
    Contract contract = admission.document(null, document);
    Kept.Ready ready =
        expression == null
            ? null
            : new Kept.Ready(admission.routine(contract, expression, false), expression);
    adopt(contract, ready);
    return contract.document().cid();
  }

  /**
   * Registers a routine written in Java for a document that is on the shelf.
   *
   * @throws AdmissionException if it does not reproduce the vectors, or there is no such document
   */
  public void register(Cid cid, Routine routine) {
    Kept kept = shelf.known(cid);
    admission.handWritten(kept.contract(), routine);
    kept.ready(new Kept.Ready(routine, null));
    changed(kept);
  }

  /**
   * Takes a protocol back; nodes that trust this node's key honour it when they hear of it.
   *
   * @throws AdmissionException if there is no such document
   */
  public void revoke(Cid cid) {
    lifeCycle.say(shelf.known(cid), LifeState.REVOKED, null);
  }

  /** Asks another agent for a document; whether it came and was kept. */
  public CompletableFuture<Boolean> fetch(Cid cid, String agent) {
    return connections.fetch(cid, agent, settings.negotiation());
  }

  /** Hears of every protocol that came, changed its state or lost its routine. */
  public void onChange(Consumer<ShelfEntry> listener) {
    listeners.add(listener);
  }

  /** Another way to find protocols, asked on its own thread where code finds nothing. */
  public void learner(Learner learner) {
    climb.learner(learner);
  }

  /** Changes whenever a routine's answer may. */
  @Override
  public long generation() {
    return shelf.generation();
  }

  /** What was refused so far, by the rule it broke. */
  public Map<String, Long> refusals() {
    return refusals.counts();
  }

  /** How far peers can be believed. */
  public Reputation reputation() {
    return standing.reputation();
  }

  /** The key of this node. */
  public Identity identity() {
    return identity;
  }

  /** Completes after everything that was handed over so far; for whoever must wait for it. */
  public CompletableFuture<Void> settled() {
    return CompletableFuture.runAsync(() -> {}, executor)
        .thenRunAsync(() -> {}, quarantine.thread())
        .thenRunAsync(() -> {}, executor);
  }

  @Override
  public void close() {
    quarantine.close();
    climb.close();
    executor.close();
  }

  private void adopt(Contract contract, Kept.@Nullable Ready ready) {
    Kept kept = shelf.put(contract);
    if (ready != null) {
      kept.ready(ready);
    }
    admission.vouch(kept);
    if (kept.statement() == null) {
      lifeCycle.say(kept, LifeState.ACTIVE, null);
    } else {
      changed(kept);
    }
    LOG.info("adopted {} {}", kept.document().name(), kept.cid());
  }

  private void retired(Kept kept) {
    LOG.warn("routine of {} failed {} times and is retired", kept.cid(), settings.retireAfter());
    executor.execute(() -> changed(kept));
  }

  private synchronized void changed(Kept kept) {
    shelf.changed();
    files.save(kept);
    connections.announce(kept);
    lifeCycle.settle(kept);
    listeners.forEach(listener -> listener.accept(kept.entry(clock.instant())));
  }
}
