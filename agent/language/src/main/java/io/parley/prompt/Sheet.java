package io.parley.prompt;

import io.parley.knowledge.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Renders questions and facts as prompts; its output is pinned by golden vectors. */
public final class Sheet {
  /** The version of the rendering; a model trained for another one is refused. */
  public static final String VERSION = "3";

  /** The key of a model's metadata that names the version it was trained for. */
  public static final String VERSION_KEY = "parley.prompt.version";

  /** The fixed part of every prompt. */
  public static final String PREFIX = "<|system|>Answer from the facts, or say unsure.</s><|user|>";

  /** The most facts that a sheet shows; more only count in its groups. */
  public static final int MOST_FACTS = 30;

  /** Of a question, its subject included. */
  public static final int MOST_CHARACTERS = 400;

  private static final String END = "</s><|assistant|>";

  private Sheet() {}

  /** The words of a rendered prompt without its markers, for a model with a template of its own. */
  public static String words(String prompt) {
    return prompt.endsWith(END) ? prompt.substring(0, prompt.length() - END.length()) : prompt;
  }

  /**
   * The prompt for a question over facts.
   *
   * @param question in words, as it was asked; its first 400 characters count
   * @param facts what the node knows, the best first: the first 30 are shown, and what is computed
   *     over several of them is computed over all
   * @param now the time that ages are counted from
   */
  public static Prompt render(String question, List<Fact> facts, Instant now) {
    String asked = Words.clean(question, MOST_CHARACTERS);
    List<Series> all = facts.stream().map(Series::new).toList();
    Reading reading = new Reading(asked, all);
    List<Match> matches = Match.all(all, reading);
    Answers answers = new Answers();
    List<String> lines = new ArrayList<>();
    lines.add("Question: " + asked);
    lines.add("Facts:");
    // the best last: what matters stands at the same distance from the answer, however long the
    // sheet
    matches.stream()
        .limit(MOST_FACTS)
        .sorted(Comparator.comparing(Match::level).thenComparing(Match::fit))
        .forEach(m -> lines.add(new Line(m, reading, now, answers).render()));
    Group.of(matches, reading, answers).forEach(g -> lines.add(g.render()));
    lines.add("Read as: " + reading.readAs(r -> matches.stream().anyMatch(m -> m.foundBy(r))));
    Answers offered = reading.beyond() ? new Answers() : answers;
    return new Prompt(PREFIX, String.join("\n", lines) + END, offered.all(), reading.wanted());
  }

  /**
   * The prompt for a question about a subject, e.g. "is it too hot?" about {@code boiler/3}.
   *
   * @param subject levels joined by slashes; empty for none
   */
  public static Prompt render(String question, String subject, List<Fact> facts, Instant now) {
    return render(about(question, subject), facts, now);
  }

  /** The question with the subject that it is about before it. */
  public static String about(String question, String subject) {
    String about = subject.replace('/', ' ').strip();
    return about.isEmpty() ? question : about + ": " + question;
  }
}
