package io.parley.llama;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fixed parts of prompts whose KV cache is kept, each in a sequence of its own. */
final class Prefixes {
  private final List<Prefix> kept = new ArrayList<>();
  private final Deque<Integer> sequences = new ArrayDeque<>();

  /** Keeps at most so many prefixes in the sequences from {@code first} on. */
  Prefixes(int first, int most) {
    for (int i = 0; i < most; i++) {
      sequences.add(first + i);
    }
  }

  /** A kept prefix; {@code read} of its tokens are in the cache. */
  static final class Prefix {
    final String text;
    final AdapterUse adapter;
    final int[] tokens;
    final int sequence;
    int read;
    int settled;
    int users;
    long lastUse;

    Prefix(String text, AdapterUse adapter, int[] tokens, int sequence) {
      this.text = text;
      this.adapter = adapter;
      this.tokens = tokens;
      this.sequence = sequence;
    }

    boolean whole() {
      return read == tokens.length;
    }
  }

  @Nullable Prefix find(String text, AdapterUse adapter) {
    for (Prefix prefix : kept) {
      if (prefix.adapter.equals(adapter) && prefix.text.equals(text)) {
        return prefix;
      }
    }
    return null;
  }

  boolean roomForOne() {
    return !sequences.isEmpty();
  }

  Prefix add(String text, AdapterUse adapter, int[] tokens) {
    Prefix prefix = new Prefix(text, adapter, tokens, sequences.remove());
    kept.add(prefix);
    return prefix;
  }

  /** Gives up the prefix that was used longest ago and that nobody waits for. */
  @Nullable Prefix evict(@Nullable Prefix but) {
    Prefix oldest =
        kept.stream()
            .filter(prefix -> prefix.users == 0 && prefix != but)
            .min(Comparator.comparingLong(prefix -> prefix.lastUse))
            .orElse(null);
    if (oldest != null) {
      drop(oldest);
    }
    return oldest;
  }

  void drop(Prefix prefix) {
    kept.remove(prefix);
    sequences.add(prefix.sequence);
  }

  /** Prefixes that somebody waits for and that are not read whole yet. */
  List<Prefix> unread() {
    return kept.stream().filter(prefix -> !prefix.whole() && prefix.users > 0).toList();
  }

  /** What was put into the last batch has been decoded. */
  void settle() {
    kept.forEach(prefix -> prefix.settled = prefix.read);
  }

  /** What was put into the last batch has not been decoded. */
  void rewind() {
    kept.forEach(prefix -> prefix.read = prefix.settled);
  }

  int cells() {
    return kept.stream().mapToInt(prefix -> prefix.tokens.length).sum();
  }

  /**
   * Which LoRA adapter is on while tokens are read or decoded.
   *
   * @param name its name; empty: none
   * @param scale how much of it
   */
  record AdapterUse(String name, float scale) {
    static final AdapterUse NONE = new AdapterUse("", 0);
  }
}
