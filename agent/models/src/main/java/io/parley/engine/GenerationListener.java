package io.parley.engine;

/** Hears a generation as it goes; called on the engine's thread, must not block. */
public interface GenerationListener {
  /** Hears nothing. */
  GenerationListener NONE = new GenerationListener() {};

  /** Another chunk of the prompt was read: so many of so many tokens. */
  default void prefilled(int tokens, int of) {}

  /** Another piece of text was decoded. */
  default void decoded(String piece) {}
}
