package io.parley.coapentrance;

import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Route;
import io.parley.message.Tier;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Answers as the test says, and remembers what it was asked. */
final class FakeAnswering implements Answering {
  static final By BY = new By("gw1", Tier.GATEWAY, "nano", "0123456789ab", null);

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final List<String> cancelled = new CopyOnWriteArrayList<>();
  final List<Consumer<Interim>> interims = new CopyOnWriteArrayList<>();
  volatile Function<Asked, CompletableFuture<Answer>> answers =
      question ->
          CompletableFuture.completedFuture(answered(question, "81.5 °C, as boiler 3 says"));

  static Answer answered(Asked question, String text) {
    return Answer.by(BY)
        .id(question.question().id())
        .answered(Route.MODEL, text)
        .confidence(0.9)
        .build();
  }

  @Override
  public Taken ask(Asked question, Consumer<Interim> interim) {
    asked.add(question);
    interims.add(interim);
    return new Taken(false, answers.apply(question));
  }

  @Override
  public void told(Asked question) {}

  @Override
  public boolean cancel(String principal, String id) {
    cancelled.add(principal + "/" + id);
    return true;
  }
}
