package io.parley.bench.faults;

import io.parley.message.Status;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One question that was put, and every final answer to it that was heard. */
final class Put {
  private final Set<String> answers = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Status> first = new CompletableFuture<>();

  /** A final answer; the same bytes again are the same answer, which QoS 1 may deliver twice. */
  void heard(Status status, byte[] payload) {
    answers.add(new String(payload, StandardCharsets.UTF_8));
    first.complete(status);
  }

  CompletableFuture<Status> first() {
    return first;
  }

  /** How its first final answer says it ended; null if none was heard. */
  @Nullable Status status() {
    return first.getNow(null);
  }

  int answers() {
    return answers.size();
  }
}
