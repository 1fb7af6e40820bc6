package io.parley.calling;

import io.parley.codec.Reply;
import io.parley.exchange.Source;
import io.parley.exchange.Stamp;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.presence.AgentSeen;
import io.parley.presence.Cards;
import io.parley.presence.Directory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The experts that may answer one question: those whose cards cover its subject. Whatever an expert
 * says of itself is held to SPEC A-20.
 */
final class ExpertsAsked implements Source {
  /** SPEC A-20: surer than this is only what this node has found itself. */
  static final double SUREST = 0.99;

  private final Directory directory;
  private final String site;
  private final String subject;
  private final @Nullable Predicate<String> mayActForOthers;
  private final Set<String> atFirst;
  private final Map<String, String> principals = new ConcurrentHashMap<>();

  /**
   * The experts of a site on a subject.
   *
   * @param mayActForOthers whether a principal is an operator, who may run agents of any name; null
   *     where the broker does not say who publishes
   */
  ExpertsAsked(
      Directory directory,
      String site,
      String subject,
      @Nullable Predicate<String> mayActForOthers) {
    this.directory = directory;
    this.site = site;
    this.subject = subject;
    this.mayActForOthers = mayActForOthers;
    atFirst =
        directory.experts(site, subject).stream().map(AgentSeen::agent).collect(Collectors.toSet());
  }

  @Override
  public Optional<Reply> heard(@Nullable Stamp stamp, Reply reply) {
    if (!(reply instanceof Reply.Whole whole)) {
      return Optional.empty();
    }
    String name = sender(stamp, whole.answer().by().agent());
    if (name == null) {
      return Optional.empty();
    }
    principals.put(name, mayActForOthers == null || stamp == null ? "" : stamp.principal());
    return Optional.of(new Reply.Whole(heldTo(name, whole.answer())));
  }

  /** Whose rights the sender of an answer has that was heard; empty where that is not known. */
  String principal(Answer answer) {
    return principals.getOrDefault(answer.by().agent(), "");
  }

  private @Nullable String sender(@Nullable Stamp stamp, String claimed) {
    Predicate<String> operator = mayActForOthers;
    if (operator == null) {
      return mayAnswer(claimed) ? claimed : null;
    }
    if (stamp == null || mayAnswer(stamp.principal())) {
      return stamp == null ? null : stamp.principal();
    }
    if (!operator.test(stamp.principal())) {
      return null;
    }
    String client = stamp.client();
    return mayAnswer(client) ? client : mayAnswer(claimed) ? claimed : null;
  }

  private boolean mayAnswer(String name) {
    return atFirst.contains(name)
        || directory
            .find(site, name)
            .map(AgentSeen::card)
            .filter(card -> !card.router() && Cards.covers(card, subject))
            .isPresent();
  }

  private Answer heldTo(String name, Answer said) {
    By by = said.by();
    Double confidence = said.confidence();
    return said.change()
        .by(new By(name, tier(name), by.model(), by.snapshot(), by.protocol()))
        .route(said.route() == Route.NONE ? Route.NONE : Route.EXPERT)
        .confidence(confidence == null ? null : Math.min(confidence, SUREST))
        .hops(said.hops().stream().filter(hop -> hop.agent().equals(name)).limit(1).toList())
        .build();
  }

  private Tier tier(String name) {
    return directory
        .find(site, name)
        .map(AgentSeen::card)
        .map(card -> card.tier())
        .orElse(Tier.SENSOR);
  }
}
