package io.parley.topics;

/**
 * A place in the topic tree (spec section 2). A subject is its levels joined by slashes, and empty
 * where the topic says {@code any}.
 */
public sealed interface Address {
  /** The site it belongs to. */
  String site();

  /** A question under a subject; only routers listen. */
  record Ask(String site, String subject) implements Address {}

  /** A router's question to its experts. */
  record Work(String site, String subject) implements Address {}

  /**
   * Where answers to a client go.
   *
   * @param rest further levels that the client chose, joined by slashes; empty if none
   */
  record AnswerTo(String site, String client, String rest) implements Address {}

  /** Words to one agent. */
  record To(String site, String agent) implements Address {}

  /** An agent's card. */
  record CardOf(String site, String agent) implements Address {}

  /** An agent's status. */
  record StatusOf(String site, String agent) implements Address {}

  /** A protocol document. */
  record Protocol(String site, String cid) implements Address {}

  /** A signature of a protocol document. */
  record Signature(String site, String cid, String keyId) implements Address {}

  /** A routine for a protocol. */
  record Routine(String site, String cid, String routineCid) implements Address {}

  /** Whether a protocol is active, superseded or revoked. */
  record ProtocolState(String site, String cid) implements Address {}
}
