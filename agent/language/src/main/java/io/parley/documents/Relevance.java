package io.parley.documents;

/**
 * How well a passage fits a question; shares are 0 to 1, of what the question's words tell: a rare
 * word counts more than a common one.
 *
 * @param coverage the share of the question that the passage and its headings say
 * @param heading the share that its own heading says
 * @param sentence the share that its best sentence says, with the headings
 * @param answering the share that its best sentence says that also has what is asked for (a number
 *     for "how often", an instruction for "how do I"); 0 if none has it
 * @param missing the share of the weightiest word that it does not say
 * @param unknown the share of the question that no document says
 * @param matched how many of the question's words it says, three or more being 1
 * @param gap how far its score is before that of the next section, -1 to 1
 * @param probability how likely it is the answer
 */
public record Relevance(
    double coverage,
    double heading,
    double sentence,
    double answering,
    double missing,
    double unknown,
    double matched,
    double gap,
    double probability) {

  double[] features() {
    return new double[] {
      1,
      coverage,
      heading,
      sentence,
      answering,
      missing,
      unknown,
      matched,
      gap,
      coverage > 0.99 ? 1 : 0
    };
  }

  Relevance withProbability(double newProbability) {
    return new Relevance(
        coverage, heading, sentence, answering, missing, unknown, matched, gap, newProbability);
  }
}
