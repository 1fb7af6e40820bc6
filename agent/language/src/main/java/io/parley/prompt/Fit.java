package io.parley.prompt;

/** How the quantity of a series fits the question; in the order of the lines of a sheet. */
enum Fit {
  /** The question names another quantity. */
  ELSE,
  /** The question names none. */
  OPEN,
  /** The question names it. */
  ASKED
}
