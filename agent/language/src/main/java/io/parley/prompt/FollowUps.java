package io.parley.prompt;

import io.parley.knowledge.Lexicon;
import io.parley.prompt.Part.Named;
import io.parley.prompt.Part.Run;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions of which one names a thing and the others only ask more of it. */
final class FollowUps {
  private static final Set<String> PRONOUNS = Set.of("it", "its", "that", "this", "they", "their");
  private static final Set<String> OPENING =
      Set.of("is", "are", "was", "were", "did", "does", "do", "has", "have");

  /** "The gap between the level and its limit" is one thing. */
  private static final Set<String> COMPARING =
      Set.of("between", "gap", "difference", "compare", "margin", "far", "relative");

  private static final Set<String> HARMLESS =
      Set.of("its", "it", "there", "too", "does", "have", "has", "at", "what", "how", "much");

  private final Lexicon lexicon = Lexicon.shared();
  private final Reading reading;
  private final List<Series> all;

  FollowUps(Reading reading, List<Series> all) {
    this.reading = reading;
    this.all = all;
  }

  /** The questions, each with the name that it is about; empty if it cannot be told apart. */
  List<String> apart() {
    List<Part> parts = merged();
    Part main = parts.stream().filter(p -> !p.runs().isEmpty()).findFirst().orElse(null);
    boolean compared = reading.plain().stream().anyMatch(COMPARING::contains);
    if (main == null || compared || parts.size() < 2 || parts.size() > Reading.MOST_PARTS) {
      return List.of();
    }
    List<String> out = new ArrayList<>();
    Part about = main;
    for (Part part : parts) {
      String question = part.runs().isEmpty() ? more(part, about) : own(part, about, parts);
      if (question == null || part.runs().size() > 1) {
        return List.of();
      }
      about = part.runs().isEmpty() ? about : part;
      out.add(question);
    }
    List<String> once = List.copyOf(new LinkedHashSet<>(out));
    return once.size() < 2 ? List.of() : once;
  }

  /** The parts that say something; one that only names goes with the next that names nothing. */
  private List<Part> merged() {
    List<Part> out = new ArrayList<>();
    for (Part part : reading.parts().stream().filter(p -> !Questions.aside(p, reading)).toList()) {
      int end = out.size() - 1;
      boolean bare = end >= 0 && !out.get(end).runs().isEmpty() && !says(out.get(end));
      if (bare && part.runs().isEmpty() && says(part)) {
        out.set(end, out.get(end).with(part));
      } else if (!part.runs().isEmpty() || says(part)) {
        out.add(part);
      }
    }
    return out;
  }

  /** Whether it says what it wants. */
  private boolean says(Part part) {
    return !part.named().isEmpty()
        || Aspect.of(part.plain()) != null
        || Direction.of(part.plain()) != null
        || part.plain().stream().anyMatch(lexicon::namesState);
  }

  /** A part that names something: in its own words, "its" as what it means. */
  private @Nullable String own(Part part, Part about, List<Part> parts) {
    if (!says(part) || (!part.equals(parts.get(0)) && reading.comma(part))) {
      return null;
    }
    List<String> words = new ArrayList<>(reading.words(part));
    int its = words.indexOf("its");
    if (its < 0 || part.equals(parts.get(0))) {
      return String.join(" ", words);
    }
    List<String> name = about.runs().get(0).words();
    List<String> both = new ArrayList<>(name);
    part.runs().forEach(r -> both.addAll(r.words()));
    if (all.stream()
        .noneMatch(
            s ->
                s.entity().containsAll(part.runs().get(0).words())
                    && both.containsAll(s.entity()))) {
      return null;
    }
    words.remove(its);
    words.addAll(its, name);
    return String.join(" ", words);
  }

  /** A part that names nothing, about what another names. */
  private @Nullable String more(Part part, Part about) {
    List<String> words = reading.words(part);
    boolean first = reading.parts().get(0).equals(part);
    if (words.get(0).equals("or") || (!first && reading.comma(part))) {
      return null;
    }
    Run run = about.runs().get(0);
    if (first && alone(part, run)) {
      return String.join(" ", words);
    }
    Aspect aspect = Aspect.of(part.plain());
    boolean states = part.plain().stream().anyMatch(lexicon::namesState);
    if (OPENING.contains(words.get(0))) {
      return claim(words, part, about, states);
    }
    String subject = subject(part, about);
    if (aspect != null) {
      return aspect.of(subject) + (aspect.windowed() ? reading.spanOf(part) : "");
    }
    boolean value =
        part.named().size() == 1
            && part.plain().stream()
                .allMatch(
                    w ->
                        HARMLESS.contains(w)
                            || Questions.asksForValue(w)
                            || lexicon.in("bridges", w)
                            || part.named().get(0).word().equals(w));
    return value ? "what is the " + quantity(part.named()) + " of " + name(run) : null;
  }

  /** "Any leak" means the only one, and not what another part names. */
  private boolean alone(Part part, Run named) {
    List<Series> asked =
        all.stream()
            .filter(s -> part.named().stream().anyMatch(n -> s.measures(n.quantities())))
            .toList();
    return asked.size() == 1 && !asked.get(0).meets(named.set());
  }

  private @Nullable String claim(List<String> words, Part part, Part about, boolean states) {
    String subject = states ? name(about.runs().get(0)) : subject(part, about);
    List<String> out = new ArrayList<>();
    boolean said = false;
    for (String word : words) {
      if (!PRONOUNS.contains(word)) {
        out.add(word);
      } else if (!said) {
        out.add(subject);
        said = true;
      }
    }
    return said && says(part) ? String.join(" ", out) : null;
  }

  private String subject(Part part, Part about) {
    String name = name(about.runs().get(0));
    List<Named> named = part.named().isEmpty() ? about.named() : part.named();
    return named.size() == 1 ? name + " " + quantity(named) : name;
  }

  private static String name(Run run) {
    return String.join(" ", run.words());
  }

  private static String quantity(List<Named> named) {
    return Questions.quantity(named.get(0));
  }
}
