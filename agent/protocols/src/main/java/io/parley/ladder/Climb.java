package io.parley.ladder;

import io.parley.gateway.Asked;
import io.parley.gateway.FoundBy;
import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.protocol.DocumentException;
import io.parley.protocol.ProtocolDocument;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.routine.Contract;
import io.parley.routine.Expression;
import io.parley.routine.RoutineException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From talk to protocol: notices kinds, has them learnt, agrees with the asker, and hands over what
 * is to be adopted. On the ladder's executor; an agreement under way does not hold it up.
 */
final class Climb implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Climb.class);

  /** What is found by reasoning, not by a routine, a document, or somebody who was asked. */
  private static final Set<Route> REASONED = Set.of(Route.QUERY, Route.MODEL, Route.CACHE);

  private static final Set<Find> OF_ONE_FACT = Set.of(Find.VALUE, Find.ANY, Find.ALL);

  private static final int LONGEST_QUESTION = 400;

  private final LadderSettings settings;
  private final Shelf shelf;
  private final Executor executor;
  private final Noticing noticing;
  private final BiConsumer<Contract, Kept.Ready> adopt;
  private final List<Learner> learners;
  private final Slowly slowly;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Negotiation negotiation;
  private volatile Predicate<String> cards = agent -> false;

  Climb(
      LadderSettings settings,
      String agent,
      Shelf shelf,
      Executor executor,
      BiConsumer<Contract, Kept.Ready> adopt) {
    this.settings = settings;
    this.shelf = shelf;
    this.noticing = new Noticing(settings.adoptAfter());
    this.executor = executor;
    this.adopt = adopt;
    learners = List.of(new FactInduction(agent));
    slowly = new Slowly(settings.adoptAfter(), executor, this::take);
  }

  void negotiate(Negotiation with, Predicate<String> hasCard) {
    negotiation = with;
    cards = hasCard;
  }

  void learner(Learner learner) {
    slowly.learner(learner);
  }

  /** Whether there may be something to learn. */
  boolean concerns(Asked asked, Answer answer, FoundBy foundBy) {
    String question = asked.question().text();
    return question != null
        && answer.text() != null
        && question.length() <= LONGEST_QUESTION
        && !asked.question().needs().local() // its facts would travel in the vectors
        && asked.question().facts().isEmpty() // they are what one asker says
        && answer.status() == Status.ANSWERED
        && !answer.provisional()
        && answer.by().protocol() == null
        && mayTeach(answer, foundBy);
  }

  /** Whoever can put words into a protocol decides what everybody is answered from then on. */
  private boolean mayTeach(Answer answer, FoundBy foundBy) {
    if (foundBy instanceof FoundBy.Expert expert) {
      return settings.learnsFrom(expert.principal());
    }
    Query query = answer.query();
    return REASONED.contains(answer.route()) && (query == null || ofNow(query));
  }

  /** Whether it asks what one fact says now: how it was, or beside another, no fact tells. */
  private static boolean ofNow(Query query) {
    return OF_ONE_FACT.contains(query.find())
        && query.over() == null
        && query.than() == null
        && query.unit() == null;
  }

  void exchanged(Asked asked, List<Fact> facts, Answer answer, FoundBy foundBy, Instant now) {
    String question = asked.question().text();
    String said = answer.text();
    if (question == null || said == null || !concerns(asked, answer, foundBy)) {
      return;
    }
    Exchange exchange =
        new Exchange(question, asked.subject(), facts, said, answer.evidence(), asker(asked), now);
    Set<String> kinds = new HashSet<>();
    for (Learner learner : learners) {
      Optional<String> kind = learner.kind(exchange);
      if (kind.isPresent() && kinds.add(kind.get()) && climb(learner, kind.get(), exchange)) {
        return;
      }
    }
    slowly.exchanged(exchange);
  }

  private boolean climb(Learner learner, String kind, Exchange exchange) {
    if (underWay.contains(kind)) {
      return true;
    }
    List<Exchange> examples = noticing.notice(kind, exchange);
    if (examples.isEmpty()) {
      return false;
    }
    Optional<Learner.Learned> learned = learner.learn(examples);
    boolean taken = learned.isPresent() && take(kind, exchange.asker(), learned.get());
    if (taken) {
      noticing.forget(kind);
    }
    return taken;
  }

  /** Adopts what was learnt, if it holds; whether it does. */
  private boolean take(String kind, String asker, Learner.Learned learned) {
    try {
      Contract contract = Contract.of(learned.draft().document());
      Expression routine = Expression.of(learned.expression());
      contract.require(routine);
      if (!alreadyKnown(contract.document())) {
        agree(kind, asker, contract, routine);
      }
      return true;
    } catch (RoutineException e) {
      LOG.info("a draft was put away: rule {}: {}", e.rule(), e.getMessage());
    } catch (DocumentException e) {
      LOG.info("a draft was put away: rule {}: {}", e.rule(), e.getMessage());
    }
    return false;
  }

  private boolean alreadyKnown(ProtocolDocument draft) {
    return shelf.all().stream()
        .filter(kept -> kept.ready() != null)
        .anyMatch(kept -> LifeCycle.alike(kept.document(), draft));
  }

  private void agree(String kind, String asker, Contract contract, Expression routine) {
    Negotiation with = negotiation;
    Kept.Ready ready = new Kept.Ready(routine, routine.text());
    if (with == null || asker.isEmpty() || !cards.test(asker)) {
      adopt.accept(contract, ready);
      return;
    }
    underWay.add(kind);
    var unused =
        with.agree(asker, contract.document(), other -> speaks(other, contract, routine))
            .thenAcceptAsync(result -> agreed(kind, asker, result, ready), executor);
  }

  private void agreed(String kind, String asker, Negotiation.Result result, Kept.Ready ready) {
    try {
      LOG.info(
          "{} with {} after {} rounds",
          result.agreed() ? "agreed" : "adopting alone, not agreed",
          asker,
          result.rounds());
      adopt.accept(Contract.of(result.document()), ready);
    } finally {
      underWay.remove(kind);
    }
  }

  /**
   * Whether the routine that was found also speaks the document that the asker would rather have.
   */
  private boolean speaks(ProtocolDocument other, Contract own, Expression routine) {
    try {
      Contract contract = Contract.of(other);
      contract.require(routine);
      return settings.effects().contains(other.effects())
          && own.document().vectors().stream()
              .allMatch(vector -> contract.violations(vector.body()).isEmpty());
    } catch (RoutineException e) {
      LOG.info("a counter-proposal cannot be spoken: rule {}: {}", e.rule(), e.getMessage());
      return false;
    }
  }

  private static String asker(Asked asked) {
    if (!asked.client().isEmpty()) {
      return asked.client();
    }
    return asked.replyKey().substring(asked.replyKey().lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    slowly.close();
  }
}
