package io.parley.gateway;

/** The ways an answer may come about, in the order in which they are tried. */
public enum Step {
  CACHE,
  QUERY,
  ROUTINE,
  EXPERT,
  MODEL,
  DOCUMENTS,
  UPSTREAM,
  UNSURE
}
