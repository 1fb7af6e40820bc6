package io.parley.ladder;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Lexicon;
import io.parley.routine.FactTrees;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of a kind are said: what all of them have in common, with slots for the rest. A
 * value is never said without the place for its unit: the next fact of the kind may have one.
 */
final class Sayings {
  private static final String VALUE = "{value}";
  private static final String UNIT = "{unit}";
  private static final Pattern AFTER_VALUE = Pattern.compile("\\{value}\\s*(\\S+)");

  private Sayings() {}

  /** The one template that all answers fit; else a plain one. */
  static String of(Hypothesis hypothesis, List<Aim> aims, String quantity) {
    Set<Optional<String>> templates =
        aims.stream()
            .map(aim -> Optional.ofNullable(template(hypothesis, aim)))
            .collect(Collectors.toSet());
    if (templates.size() == 1 && templates.iterator().next().isPresent()) {
      return templates.iterator().next().get();
    }
    String value = hypothesis.time() ? VALUE : VALUE + " " + UNIT;
    return hypothesis.decision()
        ? "{answer}, {place} " + quantity + ": " + value
        : "{place} " + quantity + ": " + value;
  }

  private static @Nullable String template(Hypothesis hypothesis, Aim aim) {
    if (hypothesis.decision()) {
      return null;
    }
    Fact fact = aim.fact();
    String text = aim.exchange().answer().strip();
    if (text.contains("{") || text.indexOf('\n') >= 0 || text.length() > 200) {
      return null;
    }
    text = replaced(text, aim.place(), Aim.PLACE);
    text = replaced(text, FactTrees.quantity(fact), Aim.QUANTITY);
    String written = NumberWords.found(text, fact.value());
    if (!hypothesis.expression().equals("value") || written.isEmpty()) {
      return null;
    }
    text = replaced(text, written, VALUE);
    String unit = fact.unit();
    text = unit == null ? withUnit(text) : replaced(text, unit, UNIT);
    boolean left = text.chars().anyMatch(Character::isDigit);
    boolean names = text.contains(Aim.PLACE) || !aim.namesPlace();
    return left || !names || !text.contains(UNIT) ? null : text;
  }

  /** A fact without a unit leaves its place empty; one that the answer made up is left out. */
  private static String withUnit(String text) {
    Matcher after = AFTER_VALUE.matcher(text);
    String next = after.find() ? after.group(1).replaceAll("[\\p{P}&&[^{}%]]+$", "") : "";
    Lexicon lexicon = Lexicon.shared();
    boolean word =
        next.isEmpty()
            || next.startsWith("{")
            || (lexicon.known(next)
                && !lexicon.namesQuantity(next)
                && !lexicon.in("counted-unit", next));
    return word ? text.replace(VALUE, VALUE + " " + UNIT) : text;
  }

  private static String replaced(String text, String what, String slot) {
    return Pattern.compile(
            "(?<![\\p{L}\\d{])" + Pattern.quote(what.toLowerCase(Locale.ROOT)) + "(?![\\p{L}\\d}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement(slot));
  }
}
