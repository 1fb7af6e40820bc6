package io.parley.llama;

import com.sun.jna.Pointer;

/** Chooses the tokens of one generation, one after another. */
sealed interface Chooser extends AutoCloseable permits FreeChooser, ChoicesChooser, GrammarChooser {
  /** A token that must come next whatever the logits are; -1 where there is a choice. */
  default int forced() {
    return -1;
  }

  /** Chooses by the logits of the whole vocabulary. */
  Choice choose(Pointer logits);

  /** Goes on past this token. */
  void accept(int token);

  /** Whether this token, just accepted, ends the text. */
  boolean ends(int token);

  /** How many tokens there can be at most, the end included. */
  default int longest() {
    return Integer.MAX_VALUE;
  }

  @Override
  default void close() {}
}
