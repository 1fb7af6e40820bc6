package io.parley.prompt;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Lexicon;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A question that negates one state, asked for the state's opposite: what is not on is off, as long
 * as nothing that is asked of has a third state.
 *
 * @param question the question with the opposite in the place of the negated state
 * @param pair the state and its opposite
 */
record Opposite(String question, Lexicon.StatePair pair) {
  private static final Pattern NEGATED =
      Pattern.compile(
          "\\b(?:not|(is|are|was|were)n['\u2019]?t)\\s+(\\p{L}+)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** The question so asked; null if it negates anything but a state. */
  static @Nullable Opposite of(String question) {
    Matcher negated = NEGATED.matcher(question);
    if (!negated.find()) {
      return null;
    }
    String word = negated.group(2).toLowerCase(Locale.ROOT);
    Lexicon.StatePair pair = Lexicon.shared().stateOf(word);
    if (pair == null) {
      return null;
    }
    String other = pair.side(pair.one().contains(word) ? 1 : 0).get(0);
    String verb = negated.group(1) == null ? "" : negated.group(1) + " ";
    String asked = question.substring(0, negated.start()) + verb + other;
    return new Opposite(asked + question.substring(negated.end()), pair);
  }

  /** Whether what the answer rests on is in one of the two states. */
  boolean exact(Candidate candidate) {
    return candidate.facts().stream().map(Fact::said).allMatch(this::named);
  }

  private boolean named(Object said) {
    return pair.names(said.toString().toLowerCase(Locale.ROOT));
  }

  /** The offers with the answers that are exact, and why there is none. */
  List<Offer> judged(List<Offer> offers, String why) {
    return offers.stream().map(offer -> judged(offer, why)).toList();
  }

  private Offer judged(Offer offer, String why) {
    List<Candidate> exact = offer.prompt().candidates().stream().filter(this::exact).toList();
    boolean nothing = exact.stream().allMatch(c -> c.kind() == Kind.UNSURE);
    String own = offer.why() == null ? why : offer.why();
    return new Offer(offer.prompt().only(exact), nothing ? own : null);
  }
}
