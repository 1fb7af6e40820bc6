package io.parley.prompt;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Lexicon;
import io.parley.prompt.Part.Run;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a question restricts itself to. Names in one part restrict each other: "the lamps that are
 * on in the kitchen" are in both, and in a part that goes on with another place ("and in the hall")
 * the things of the part before are meant. Numbers belong to the word before them.
 */
final class Restriction {
  /** Names of one part that are alternatives, or are held against each other. */
  private static final Set<String> ALTERNATIVES =
      Set.of(
          "or",
          "than",
          "vs",
          "versus",
          "against",
          "compare",
          "compared",
          "comparing",
          "comparison",
          "either",
          "between",
          "difference",
          "differ");

  private static final Pattern ORDINAL = Pattern.compile("\\b\\d+(st|nd|rd|th)\\b");

  private final Lexicon lexicon = Lexicon.shared();
  private final Reading reading;
  private final List<Series> all;
  private final boolean ordinal;

  /**
   * Of each part that names something: the names that belong together, in one way or in several.
   */
  private final List<List<List<Run>>> needs = new ArrayList<>();

  Restriction(Reading reading, List<Series> all, String question) {
    this.reading = reading;
    this.all = all;
    ordinal =
        ORDINAL.matcher(question).find() || Words.of(question).stream().anyMatch(this::isOrdinal);
    List<Run> context = List.of();
    for (Part part : reading.parts()) {
      List<Run> runs = part.runs();
      if (runs.isEmpty() || Questions.aside(part, reading)) {
        continue;
      }
      if (part.plain().stream().anyMatch(ALTERNATIVES::contains)) {
        runs.forEach(run -> needs.add(List.of(List.of(run))));
        context = List.of();
      } else if (runs.size() == 1 && !context.isEmpty()) {
        needs.add(continued(context, runs.get(0)));
      } else {
        needs.add(List.of(runs));
        context = runs.subList(0, runs.size() - 1);
      }
    }
  }

  private boolean isOrdinal(String word) {
    return IntStream.rangeClosed(1, 10).anyMatch(n -> lexicon.in("ordinal " + n, word));
  }

  private List<List<Run>> continued(List<Run> context, Run run) {
    List<Run> joint = new ArrayList<>(context);
    joint.add(run);
    boolean whole =
        all.stream().anyMatch(s -> s.covers(run.words()) && run.set().containsAll(s.entity()));
    return whole ? List.of(joint, List.of(run)) : List.of(joint);
  }

  /** Why nothing is as the question wants it, as a sentence that names the words; null if it is. */
  @Nullable String unmet() {
    for (List<List<Run>> ways : needs) {
      if (ways.stream().noneMatch(way -> all.stream().anyMatch(s -> meets(s, way)))) {
        List<Run> way = ways.get(0);
        return way.size() == 1
            ? "nothing here is called '%s'".formatted(name(way.get(0)))
            : "nothing here is all of %s"
                .formatted(
                    way.stream().map(r -> "'" + name(r) + "'").collect(Collectors.joining(", ")));
      }
    }
    return null;
  }

  private static String name(Run run) {
    return String.join(" ", run.words());
  }

  /** The facts that are not excluded: those that are meant, and those that nothing names. */
  List<Fact> meant() {
    return all.stream()
        .filter(s -> !named(s) || needs.stream().flatMap(List::stream).anyMatch(w -> meets(s, w)))
        .map(Series::fact)
        .toList();
  }

  private boolean named(Series series) {
    return reading.parts().stream()
        .flatMap(part -> part.runs().stream())
        .anyMatch(run -> series.meets(run.set()) && series.covers(run.words()));
  }

  private boolean meets(Series series, List<Run> way) {
    return way.stream()
        .allMatch(
            run ->
                series.meets(run.set())
                    && series.covers(run.words())
                    && numbered(series, run.words()));
  }

  private boolean numbered(Series series, List<String> run) {
    for (int i = 0; i < run.size(); i++) {
      if (numbers(run.get(i))) {
        Set<String> owners = owners(run, i, series);
        for (int k = i + 1; ordinal && k < run.size() && !numbers(run.get(k)); k++) {
          owners.add(run.get(k)); // "the second barn pump"
        }
        if (!owners.isEmpty() && !owned(series, run.get(i), owners)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean owned(Series series, String number, Set<String> owners) {
    List<String> said = series.said();
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).equals(number)) {
        Set<String> own = owners(said, i, series);
        if (own.isEmpty() || own.stream().anyMatch(owners::contains)) {
          return true;
        }
      }
    }
    return !said.contains(number);
  }

  private boolean numbers(String word) {
    return Words.isNumber(word) || (Words.isLetter(word) && !Words.isMark(word) && !word.isEmpty());
  }

  /** The word before a number; where that says only what is measured or counted, the next, too. */
  private Set<String> owners(List<String> words, int at, Series series) {
    Set<String> owners = new LinkedHashSet<>();
    for (int i = at - 1; i >= 0 && !Words.isNumber(words.get(i)); i--) {
      String word = words.get(i);
      if (lexicon.in("bridges", word) && !series.lettered().contains(word)) {
        continue;
      }
      owners.add(word);
      if (!lexicon.in("generic", word) && !series.quantityWords().contains(word)) {
        break;
      }
    }
    return owners;
  }
}
