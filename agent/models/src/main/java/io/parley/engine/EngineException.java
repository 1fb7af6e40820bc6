package io.parley.engine;

/** Why a model could not generate. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Names the kind and says the rest in words. */
  public EngineException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What went wrong, so that the caller can choose what to do. */
  public Kind kind() {
    return kind;
  }

  /** Kinds of failure. */
  public enum Kind {
    /** The prompt is longer than the context. */
    TOO_LONG,
    /** The request cannot be served as it is: grammar, adapter, limits. */
    INVALID,
    /** The worker or server died or hung; another try may do. */
    CRASHED,
    /** Too many questions wait already. */
    BUSY,
    /** The deadline passed. */
    EXPIRED,
    /** There is no such model, or it cannot be loaded here. */
    UNAVAILABLE
  }
}
