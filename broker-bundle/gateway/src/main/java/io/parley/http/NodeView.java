package io.parley.http;

import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.Card;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the node shows of itself. Called from any thread; must not wait; lists are snapshots. */
public interface NodeView {
  /** Who shows itself: site, agent, tier. */
  Self self();

  /** Whether it is ready, and what is wrong: one sentence each; empty when all is well. */
  Health health();

  /** Every agent it knows, this node first. */
  List<Neighbour> agents();

  /** The last questions and their answers, the newest first; at most 50. */
  List<Exchange> exchanges();

  /** The protocols it speaks. */
  List<Spoken> protocols();

  /** What nobody could answer, the newest first; at most 200. */
  List<Unanswered> unanswered();

  /**
   * This node.
   *
   * @param site its site
   * @param agent its name
   * @param tier {@code gateway} or {@code hub}
   */
  record Self(String site, String agent, String tier) {}

  /**
   * How it is.
   *
   * @param ready whether it takes questions
   * @param problems what an operator should look at
   */
  record Health(boolean ready, List<String> problems) {
    public Health {
      problems = List.copyOf(problems);
    }
  }

  /**
   * An agent.
   *
   * @param site its site
   * @param agent its name
   * @param parent who stands between it and this node, {@code site/agent}; empty for none
   * @param card what it says it can do; absent until it has said so
   * @param status how it is; absent until it has said so
   */
  record Neighbour(
      String site,
      String agent,
      String parent,
      @Nullable Card card,
      @Nullable AgentStatus status) {}

  /**
   * A question and what became of it.
   *
   * @param at when it came
   * @param entrance {@code mqtt}, {@code coap}, {@code http}
   * @param subject its subject, empty for none
   * @param question in words, or the protocol's id
   * @param answer absent while it is under way
   * @param ms how long it took, or takes so far
   */
  record Exchange(
      Instant at,
      String entrance,
      String subject,
      String question,
      @Nullable Answer answer,
      long ms) {}

  /**
   * A protocol.
   *
   * @param cid its id
   * @param name its name in words
   * @param state {@code active}, {@code superseded}, {@code revoked}
   * @param routine whether this node has a routine for it
   * @param uses how often it answered here
   */
  record Spoken(String cid, String name, String state, boolean routine, long uses) {}

  /**
   * A question that nobody could answer.
   *
   * @param at when it came last
   * @param subject its subject, empty for none
   * @param question in words
   * @param times how often it came
   * @param reason why
   * @param guess the best guess, marked as such
   */
  record Unanswered(
      Instant at,
      String subject,
      String question,
      long times,
      String reason,
      @Nullable String guess) {}
}
