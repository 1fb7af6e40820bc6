package io.parley.gateway;

/**
 * Everybody a gateway can turn to.
 *
 * @param facts what the node has seen
 * @param queries code that evaluates what is asked over what the node has seen
 * @param routines what plain code answers
 * @param experts agents that know a subject
 * @param model a model over facts
 * @param passages the user's documents
 * @param upstream the node one level up
 * @param ledger what outlives the process
 */
public record Answerers(
    FactSource facts,
    Queries queries,
    Routines routines,
    Experts experts,
    LocalModel model,
    Passages passages,
    Upstream upstream,
    Ledger ledger) {
  /** Nobody: every question ends unsure. */
  public static final Answerers NOBODY =
      new Answerers(
          FactSource.NONE,
          Queries.NONE,
          Routines.NONE,
          Experts.NONE,
          LocalModel.NONE,
          Passages.NONE,
          Upstream.NONE,
          Ledger.NONE);
}
