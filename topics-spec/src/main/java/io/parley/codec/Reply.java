package io.parley.codec;

import io.parley.message.Answer;
import io.parley.message.Frame;

/** What comes on a reply topic: parts first, if any, and whoever sees a status has the end. */
public sealed interface Reply {
  /** An answer, final unless it is provisional. */
  record Whole(Answer answer) implements Reply {}

  /** A part of a streamed answer, or a sign of life. */
  record Part(Frame frame) implements Reply {}
}
