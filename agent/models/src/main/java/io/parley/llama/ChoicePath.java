package io.parley.llama;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer stands within its choices: a walk over the tokens of the texts. Texts were
 * tokenized one by one; nothing is tokenized again across a joint. After a whole text the end is
 * allowed, and so is what makes it a longer text, and the separator while texts are left.
 */
final class ChoicePath {
  private final List<int[]> texts;
  private final int joinable;
  private final int[] separator;
  private final int most;
  private final int end;
  private final BitSet used = new BitSet();
  private List<Integer> candidates = new ArrayList<>();
  private int depth;
  private int parts = 1;
  private int inSeparator = -1;
  private boolean done;

  /**
   * Starts at the root.
   *
   * @param alternatives token texts that may be joined
   * @param alone token texts that stand alone
   * @param end the token that ends an answer
   */
  ChoicePath(List<int[]> alternatives, List<int[]> alone, int[] separator, int most, int end) {
    this.texts = new ArrayList<>(alternatives);
    this.texts.addAll(alone);
    this.joinable = alternatives.size();
    this.separator = separator;
    this.most = most;
    this.end = end;
    for (int i = 0; i < texts.size(); i++) {
      candidates.add(i);
    }
  }

  boolean done() {
    return done;
  }

  /** The tokens that may come next, in ascending order; empty once done. */
  int[] allowed() {
    if (done) {
      return new int[0];
    }
    if (inSeparator >= 0) {
      return new int[] {separator[inSeparator]};
    }
    TreeSet<Integer> tokens = new TreeSet<>();
    for (int candidate : candidates) {
      int[] text = texts.get(candidate);
      if (text.length > depth) {
        tokens.add(text[depth]);
      }
    }
    Integer whole = whole();
    if (whole != null) {
      tokens.add(end);
      if (mayJoin(whole)) {
        tokens.add(separator[0]);
      }
    }
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Takes one of the allowed tokens. */
  void accept(int token) {
    if (inSeparator >= 0) {
      advanceSeparator();
      return;
    }
    List<Integer> next = new ArrayList<>();
    for (int candidate : candidates) {
      int[] text = texts.get(candidate);
      if (text.length > depth && text[depth] == token) {
        next.add(candidate);
      }
    }
    if (!next.isEmpty()) {
      candidates = next;
      depth++;
      return;
    }
    Integer whole = whole();
    if (whole != null && token == end) {
      done = true;
    } else if (whole != null && mayJoin(whole) && token == separator[0]) {
      used.or(same(whole));
      parts++;
      inSeparator = 0;
      advanceSeparator();
    } else {
      throw new IllegalArgumentException("token %d is not allowed here".formatted(token));
    }
  }

  /** How many tokens the longest answer can have, its end included. */
  int longest() {
    int longest = texts.stream().mapToInt(text -> text.length).max().orElse(0);
    return (longest + separator.length) * most + 1;
  }

  private void advanceSeparator() {
    inSeparator++;
    if (inSeparator == separator.length) {
      inSeparator = -1;
      depth = 0;
      candidates = unused();
    }
  }

  private @Nullable Integer whole() {
    for (int candidate : candidates) {
      if (texts.get(candidate).length == depth && depth > 0) {
        return candidate;
      }
    }
    return null;
  }

  private boolean mayJoin(int whole) {
    if (whole >= joinable || parts >= most) {
      return false;
    }
    BitSet after = same(whole);
    after.or(used);
    return after.cardinality() < joinable;
  }

  private BitSet same(int whole) {
    BitSet same = new BitSet();
    for (int i = 0; i < joinable; i++) {
      if (java.util.Arrays.equals(texts.get(i), texts.get(whole))) {
        same.set(i);
      }
    }
    return same;
  }

  private List<Integer> unused() {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < joinable; i++) {
      if (!used.get(i)) {
        left.add(i);
      }
    }
    return left;
  }
}
