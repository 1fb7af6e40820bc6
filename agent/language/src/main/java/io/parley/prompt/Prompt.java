package io.parley.prompt;

import io.parley.engine.Constraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question as the model gets it, and the answers it may give.
 *
 * @param prefix the fixed part, whose KV cache is reused; ends in a marker of the template
 * @param text the part that changes, to be tokenized with special tokens parsed
 * @param candidates the answers that the facts support, {@code unsure} last
 * @param most how many of them may be joined, 1 to 3
 */
public record Prompt(String prefix, String text, List<Candidate> candidates, int most) {
  /** Between two joined answers. */
  public static final String SEPARATOR = ";";

  /** Checks the bounds. */
  public Prompt {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("prompt.candidates must not be empty");
    }
    if (most < 1 || most > 3) {
      throw new IllegalArgumentException("prompt.most %d must lie in 1..3".formatted(most));
    }
  }

  /** The same with these answers and {@code unsure} only. */
  Prompt only(List<Candidate> kept) {
    List<Candidate> offered = new ArrayList<>(kept);
    offered.removeIf(c -> c.kind() == Kind.UNSURE);
    offered.add(Candidate.unsure());
    return new Prompt(prefix, text, offered, most);
  }

  /** What may be decoded: the candidates, each after a space, as the model was trained. */
  public Constraint.Choices choices() {
    List<String> answers =
        candidates.stream().filter(c -> c.kind() != Kind.UNSURE).map(c -> " " + c.text()).toList();
    return new Constraint.Choices(answers, List.of(" " + Candidate.UNSURE), SEPARATOR, most);
  }

  /** The longest answer in characters: an upper bound for its tokens, too. */
  public int longest() {
    int one = candidates.stream().mapToInt(c -> c.text().length() + 2).max().orElse(0);
    return one * most + 8;
  }

  /**
   * The candidates that a decoded text is made of.
   *
   * @return empty if the text is none of the answers
   */
  public Optional<List<Candidate>> read(String decoded) {
    Map<String, Candidate> byText = new LinkedHashMap<>();
    candidates.forEach(c -> byText.putIfAbsent(c.text(), c));
    return read(decoded.strip(), byText, most);
  }

  private static Optional<List<Candidate>> read(
      String rest, Map<String, Candidate> byText, int left) {
    Candidate whole = byText.get(rest);
    if (whole != null) {
      return Optional.of(List.of(whole));
    }
    String joint = SEPARATOR + " ";
    for (int at = rest.indexOf(joint); left > 1 && at >= 0; at = rest.indexOf(joint, at + 1)) {
      Candidate first = byText.get(rest.substring(0, at));
      if (first != null) {
        var others = read(rest.substring(at + joint.length()), byText, left - 1);
        if (others.isPresent()) {
          List<Candidate> all = new ArrayList<>(List.of(first));
          all.addAll(others.get());
          return Optional.of(all);
        }
      }
    }
    return Optional.empty();
  }
}
