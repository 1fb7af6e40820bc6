package io.parley.prompt;

/** How the name of a series fits what the question names; in the order of the lines of a sheet. */
enum Level {
  /** It is another: a word or a number of the question is not its. */
  OTHER,
  /** The question names nothing of it. */
  NONE,
  /** Several fit what the question names in part. */
  MANY,
  /** The question names nothing, and it is the only one of the quantity asked. */
  ONLY,
  /** The question names a part of it, and of no other. */
  PART,
  /** The question names it. */
  FULL;

  /** Which of two fits counts when a question names several things. */
  int choice() {
    return switch (this) {
      case FULL -> 3;
      case PART -> 2;
      case OTHER -> 1;
      default -> 0;
    };
  }
}
