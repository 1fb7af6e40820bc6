package io.parley.agent;

import io.parley.calling.ExpertCaller;
import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.gateway.Experts;
import io.parley.message.Answer;
import io.parley.message.Status;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says what it is told to say, or else asks its experts. */
final class ScriptedRouter implements Answering {
  private final @Nullable BiFunction<Asked, Consumer<Interim>, CompletableFuture<Answer>> says;

  /** The ids of the questions that were taken back. */
  final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

  @Nullable ExpertCaller experts;

  ScriptedRouter(@Nullable BiFunction<Asked, Consumer<Interim>, CompletableFuture<Answer>> says) {
    this.says = says;
  }

  @Override
  public Taken ask(Asked asked, Consumer<Interim> interim) {
    ExpertCaller known = experts;
    if (says != null || known == null) {
      return new Taken(
          false, says == null ? new CompletableFuture<>() : says.apply(asked, interim));
    }
    return new Taken(
        false,
        known
            .ask(asked, asked.expires().minusMillis(500))
            .thenApply(
                found ->
                    found
                        .map(Experts.Said::answer)
                        .orElseGet(
                            () ->
                                Answer.by(AgentSite.GATEWAY)
                                    .ended(Status.UNSURE, "no-answer", "nobody knows")
                                    .build())));
  }

  @Override
  public void told(Asked asked) {}

  @Override
  public boolean cancel(String principal, String id) {
    cancelled.add(id);
    return true;
  }
}
