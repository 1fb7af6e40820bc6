package io.parley.gateway;

/** Who found an answer: what this node knows, not what the answer says of itself. */
public sealed interface FoundBy {
  /** This node, by what it has seen. */
  FoundBy THIS_NODE = new ThisNode();

  /** The node above. */
  FoundBy ABOVE = new Above();

  /** This node. */
  record ThisNode() implements FoundBy {}

  /** The node above, or somebody whom it asked. */
  record Above() implements FoundBy {}

  /**
   * An expert.
   *
   * @param principal whose rights the expert has; empty where the broker does not say
   */
  record Expert(String principal) implements FoundBy {}
}
