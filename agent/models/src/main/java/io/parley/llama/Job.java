package io.parley.llama;

import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One generation on its way: tokens to feed, tokens fed, tokens chosen. */
final class Job {
  final GenerationRequest request;
  final GenerationListener listener;
  final CompletableFuture<Generation> future;
  final long startNanos;
  final long deadlineNanos;
  final Prefixes.AdapterUse adapter;
  final List<Generation.Token> chosen = new ArrayList<>();
  Chooser chooser;
  TextStream text;
  int promptTokens;
  int limit;
  int sequence = -1;
  int fed;
  int cached;
  int logitsAt = -1;
  long firstTokenNanos;
  Prefixes.@Nullable Prefix prefix;
  int shared;
  int put;
  private int[] feed;
  private int feedLength;

  Job(
      GenerationRequest request,
      GenerationListener listener,
      CompletableFuture<Generation> future,
      long startNanos,
      long deadlineNanos,
      int[] prompt,
      Chooser chooser,
      TextStream text) {
    this.request = request;
    this.listener = listener;
    this.future = future;
    this.startNanos = startNanos;
    this.deadlineNanos = deadlineNanos;
    GenerationRequest.Adapter wanted = request.adapter();
    this.adapter =
        wanted == null
            ? Prefixes.AdapterUse.NONE
            : new Prefixes.AdapterUse(wanted.name(), wanted.scale());
    this.feed = Arrays.copyOf(prompt, prompt.length + 32);
    this.feedLength = prompt.length;
    this.promptTokens = prompt.length;
    this.chooser = chooser;
    this.text = text;
  }

  int[] prompt() {
    return Arrays.copyOf(feed, promptTokens);
  }

  /** Cells of the KV cache that it may come to need, those of its prefix included. */
  int cells() {
    return promptTokens + limit;
  }

  int unfed() {
    return feedLength - fed;
  }

  int next(int offset) {
    return feed[fed + offset];
  }

  void feed(int token) {
    if (feedLength == feed.length) {
      feed = Arrays.copyOf(feed, feed.length * 2);
    }
    feed[feedLength++] = token;
  }

  /** Whether its prefix is not in its own sequence yet, so that nothing of it may be read. */
  boolean waitsForPrefix() {
    return prefix != null;
  }

  boolean decoding() {
    return fed >= promptTokens;
  }

  Generation result(Generation.End end, long nowNanos) {
    long first = firstTokenNanos == 0 ? nowNanos : firstTokenNanos;
    return new Generation(
        text.end(),
        chosen,
        promptTokens,
        cached,
        (first - startNanos) / 1_000_000,
        (nowNanos - startNanos) / 1_000_000,
        null,
        end);
  }
}
