package io.parley.gateway;

import io.parley.knowledge.Fact;
import io.parley.message.Evidence;
import io.parley.message.Needs;
import io.parley.message.Origin;
import io.parley.message.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How a question is passed up: a fresh id, where it came from, one hop and some time less. */
final class Passing {
  private Passing() {}

  /**
   * The id is fresh because two askers of this node may use the same one, and above they are one
   * client.
   */
  static Upstream.Passed up(
      GatewayIdentity self,
      Asked asked,
      List<Fact> facts,
      boolean share,
      Instant now,
      Instant until) {
    Question question = asked.question();
    Needs needs = question.needs();
    long left = Math.max(1, Duration.between(now, until).toMillis());
    Origin origin =
        question.origin() == null
            ? new Origin(self.site(), asked.subject(), self.agent())
            : question.origin();
    List<String> path = new ArrayList<>(question.path());
    path.add(self.address());
    List<Evidence> known =
        share ? facts.stream().limit(Question.MOST_FACTS).map(Fact::evidence).toList() : List.of();
    Question passed =
        question
            .withId(UUID.randomUUID().toString())
            .withNeeds(
                new Needs(needs.confidence(), needs.hops() - 1, left, false, needs.mayWait()))
            .passedOn(origin, path, known);
    return new Upstream.Passed(passed, asked.subject(), until, asked.traceparent());
  }
}
