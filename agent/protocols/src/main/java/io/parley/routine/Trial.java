package io.parley.routine;

import io.parley.protocol.ProtocolDocument;

/** Where the vectors of a document are run for the first time. */
public interface Trial {
  /** In this process: for what this node wrote itself. */
  Trial HERE = (document, expression) -> Contract.of(document).require(Expression.of(expression));

  /**
   * Runs the vectors.
   *
   * @param expression a routine in JSONata
   * @throws RoutineException naming the rule that document or routine breaks
   */
  void require(ProtocolDocument document, String expression);
}
