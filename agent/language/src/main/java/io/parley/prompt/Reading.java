package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import io.parley.prompt.Part.Run;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What code can tell of a question: what it names, which numbers and times it asks about. */
final class Reading {
  static final int MOST_PARTS = 3;
  private static final int MOST_WORDS = 48;

  private final Lexicon lexicon = Lexicon.shared();
  private final List<Series> all;
  private final List<String> words;
  private final AskedSpan span;
  private final Division division;
  private final List<Part> parts;
  private @Nullable BigDecimal askedNumber;
  private int numberAt = -1;
  private final List<String> plain = new ArrayList<>();
  private final @Nullable Direction direction;

  Reading(String question, List<Series> all) {
    this.all = all;
    words = new Names(all).meant(lexicon.words(spelled(question)));
    Set<String> entityWords = new HashSet<>();
    all.forEach(s -> entityWords.addAll(s.entity()));
    Set<String> unitWords = new HashSet<>();
    all.forEach(s -> unitWords.addAll(s.unitWords()));
    span = AskedSpan.in(words, entityWords, unitWords);
    division = new Division(words, all, span);
    parts = division.parts();
    takeNumbers();
    borrow();
    for (Part part : parts) {
      for (int i : part.indexes()) {
        boolean named =
            parts.stream()
                .flatMap(p -> p.runs().stream())
                .anyMatch(r -> r.start() <= i && i < r.end());
        if (!named) {
          part.plain().add(words.get(i));
        }
      }
      plain.addAll(part.plain());
    }
    direction = Direction.of(plain);
  }

  @Nullable Long span() {
    return span.seconds();
  }

  List<Part> parts() {
    return parts;
  }

  /** Its words, typos mended. */
  List<String> words() {
    return words;
  }

  /** Whether the i-th word is a number to compare with. */
  boolean compared(int i) {
    return division.compared(i);
  }

  /** Whether the i-th word is of the span of time. */
  boolean inSpan(int i) {
    return span.words().contains(i);
  }

  /** The words of a part, typos mended. */
  List<String> words(Part part) {
    return part.indexes().stream().map(words::get).toList();
  }

  /** Whether nothing but a comma is before a part. */
  boolean comma(Part part) {
    int i = part.indexes().get(0) - 1;
    while (i >= 0 && words.get(i).equals(",")) {
      i--;
    }
    return i < 0 || !lexicon.in("parts", words.get(i));
  }

  /** The span of time that a part asks about, or the question, in words after a space; or none. */
  String spanOf(Part part) {
    Set<String> names = new HashSet<>();
    all.forEach(s -> names.addAll(s.entity()));
    AskedSpan own = AskedSpan.in(words(part), names, Set.of());
    List<String> from = own.seconds() == null ? words : words(part);
    Set<Integer> at = own.seconds() == null ? span.words() : own.words();
    if (at.isEmpty()) {
      return "";
    }
    List<String> said = at.stream().sorted().map(from::get).toList();
    return (said.equals(List.of("today")) ? " " : " in the last ") + String.join(" ", said);
  }

  /** A number to compare values with; null if there is none. */
  @Nullable BigDecimal askedNumber() {
    return askedNumber;
  }

  /** What the question wants to know against a number or a limit; null if nothing. */
  @Nullable Direction direction() {
    return direction;
  }

  /** Its words that stand in no name. */
  List<String> plain() {
    return plain;
  }

  /** Whether a part names something, and nothing that is there: "my wife is asking". */
  boolean foreign(Part part) {
    return !part.runs().isEmpty()
        && part.runs().stream().noneMatch(r -> all.stream().anyMatch(s -> s.meets(r.set())));
  }

  /** Whether it says something again in other words. */
  boolean restates() {
    return Collections.indexOfSubList(words, List.of("i", "mean")) >= 0;
  }

  /** Whether it asks what no sheet tells. */
  boolean beyond() {
    Set<String> measured = new HashSet<>();
    all.forEach(s -> measured.addAll(s.quantityWords()));
    return parts.stream().anyMatch(p -> Beyond.asks(p.plain(), measured));
  }

  /** The same of a part, or of the question where the part tells none. */
  @Nullable Direction direction(Part part) {
    Direction own = Direction.of(part.plain());
    return own == null ? direction : own;
  }

  /** Whether it speaks of a limit and of being below it, and not of a lower limit. */
  boolean underLimit() {
    return plain.stream().anyMatch(w -> lexicon.in("limit-word", w))
        && plain.stream().anyMatch(w -> lexicon.in("strongly-below", w))
        && plain.stream().noneMatch(w -> lexicon.in("lower-word", w));
  }

  /** The states that a part speaks of, or the question where the part speaks of none. */
  List<String> stateWords(Part part) {
    List<String> own = part.plain().stream().filter(lexicon::namesState).toList();
    return own.isEmpty() ? plain.stream().filter(lexicon::namesState).toList() : own;
  }

  boolean namesSomething() {
    return parts.stream().anyMatch(p -> !p.runs().isEmpty());
  }

  /** How many answers it may want, 1 to 3. */
  int wanted() {
    return Math.max(1, Math.min(MOST_PARTS, (int) parts.stream().filter(Part::says).count()));
  }

  /** Signs as words; cleaned text has no others. */
  private static String spelled(String question) {
    return question.replace("\u2039", " lt ").replace("\u203a", " gt ");
  }

  /** Numbers by themselves belong to the name before ("3 and 4"), or are to be compared with. */
  private void takeNumbers() {
    List<String> previous = List.of();
    for (Part part : parts) {
      List<Run> kept = new ArrayList<>();
      for (Run run : part.runs()) {
        Run named = run;
        if (division.compared(run.start())) {
          compareWith(run);
          continue;
        }
        if (run.words().stream().allMatch(Words::isNumber)) {
          String before = run.start() > 0 ? words.get(run.start() - 1) : "";
          if (previous.stream().anyMatch(Words::isNumber)
              && List.of("and", "or", ",").contains(before)) {
            List<String> full = new ArrayList<>(previous);
            full.removeIf(Words::isNumber);
            full.addAll(run.words());
            named = new Run(run.start(), run.end(), List.copyOf(full));
          } else if (all.stream().noneMatch(s -> namedBy(s, run))) {
            compareWith(run);
            continue;
          }
        }
        kept.add(named);
        previous = named.words();
      }
      part.keep(kept);
    }
  }

  private static boolean namedBy(Series series, Run run) {
    return !series.entity().isEmpty() && run.set().containsAll(series.entity());
  }

  private void compareWith(Run run) {
    if (askedNumber == null) {
      askedNumber = new BigDecimal(run.words().get(0));
      numberAt = run.start();
    }
  }

  private void borrow() {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).use(nearest(i, Part::runs), nearest(i, Part::named));
    }
  }

  private <T> List<T> nearest(int i, Function<Part, List<T>> what) {
    for (int k = i; k >= 0; k--) {
      if (!what.apply(parts.get(k)).isEmpty()) {
        return what.apply(parts.get(k));
      }
    }
    return parts.stream().map(what).filter(x -> !x.isEmpty()).findFirst().orElse(List.of());
  }

  /**
   * The question as read: names that were found become {@code @}, others {@code &}, a number to
   * compare with becomes {@code #}.
   */
  String readAs(Predicate<Run> found) {
    Set<Run> runs = new LinkedHashSet<>();
    parts.forEach(p -> runs.addAll(p.runs()));
    List<String> out = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      int at = i;
      Run run = runs.stream().filter(r -> r.start() == at).findFirst().orElse(null);
      if (run != null && (found.test(run) || touched(run))) {
        out.add(found.test(run) ? "@" : "&");
        words.subList(run.start(), run.end()).stream()
            .filter(w -> !run.words().contains(w) && !lexicon.in("bridges", w))
            .forEach(out::add);
        i = run.end();
      } else {
        out.add(i == numberAt ? "#" : words.get(i));
        i++;
      }
    }
    return String.join(" ", out.subList(0, Math.min(MOST_WORDS, out.size())));
  }

  private boolean touched(Run run) {
    return all.stream().anyMatch(s -> s.meets(run.set()))
        || run.words().stream().allMatch(Words::isNumber);
  }
}
