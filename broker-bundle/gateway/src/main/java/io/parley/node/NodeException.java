package io.parley.node;

/** Why a node cannot start, in words for the person who started it. */
public final class NodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do. */
  public NodeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says what is wrong and what to do. */
  public NodeException(String message) {
    super(message);
  }
}
