package io.parley.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A part of a question, between "and", commas and the like. */
final class Part {
  private List<Run> runs = new ArrayList<>();
  private List<Named> named = new ArrayList<>();
  private final List<Integer> indexes;
  private final List<String> plain = new ArrayList<>();
  private List<Run> usedRuns = List.of();
  private List<Named> usedNamed = List.of();

  /**
   * Words that name one thing.
   *
   * @param start where they begin among the words of the question
   * @param end where they end, exclusive
   * @param words the words, without what only joins them
   */
  record Run(int start, int end, List<String> words) {
    Set<String> set() {
      return Set.copyOf(new java.util.HashSet<>(words));
    }
  }

  /**
   * A word that names a quantity.
   *
   * @param word the word
   * @param quantities what it may mean
   * @param at where it stands
   */
  record Named(String word, Set<String> quantities, int at) {}

  Part(List<Integer> indexes) {
    this.indexes = List.copyOf(indexes);
  }

  /** This and one that follows as one. */
  Part with(Part next) {
    List<Integer> both = new ArrayList<>(indexes);
    both.addAll(next.indexes);
    Part part = new Part(both);
    part.runs = runs;
    part.named = named.isEmpty() ? next.named : named;
    part.plain.addAll(plain);
    part.plain.addAll(next.plain);
    return part;
  }

  /** Where its words stand. */
  List<Integer> indexes() {
    return indexes;
  }

  /** Its words that stand in no name. */
  List<String> plain() {
    return plain;
  }

  List<Run> runs() {
    return runs;
  }

  List<Named> named() {
    return named;
  }

  void keep(List<Run> kept) {
    runs = kept;
  }

  void mean(List<Named> meant) {
    named = meant;
  }

  /** The runs it is about, where it names none those of the part before, or of the first. */
  List<Run> usedRuns() {
    return usedRuns;
  }

  List<Named> usedNamed() {
    return usedNamed;
  }

  void use(List<Run> borrowedRuns, List<Named> borrowedNamed) {
    usedRuns = borrowedRuns;
    usedNamed = borrowedNamed;
  }

  boolean says() {
    return !runs.isEmpty() || !named.isEmpty();
  }
}
