package io.parley.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.ingest.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How well retrieval finds the series a question means among some 390, on questions written by hand
 * ({@code questions.tsv}) and on questions made by chance. The floors are a little below what was
 * measured; the test prints what it measures.
 */
final class RetrievalTest {
  private static Knowledge knowledge =
      new Knowledge(KnowledgeSettings.standard(), new MovableClock());
  private static List<Asked> asked = List.of();
  private static List<Asked> unseen = List.of();

  /** A question and the names of the series it means. */
  private record Asked(String question, String subject, boolean all, List<String> names) {
    static Asked of(String line) {
      String[] cells = line.split("\\|");
      boolean all = cells[2].contains("&");
      return new Asked(cells[0], cells[1], all, List.of(cells[2].split(all ? " & " : " / ")));
    }
  }

  @BeforeAll
  static void readTheSite() throws IOException {
    knowledge = Site.knowledge();
    asked = Site.lines("questions.tsv").stream().map(Asked::of).toList();
    unseen = Site.lines("unseen.tsv").stream().map(Asked::of).toList();
    Set<String> names = knowledge.all().stream().map(Fact::name).collect(Collectors.toSet());
    assertEquals(knowledge.size(), names.size(), "names that are not unique");
    for (Asked one : Stream.concat(asked.stream(), unseen.stream()).toList()) {
      assertTrue(names.containsAll(one.names()), () -> "unknown series in " + one);
    }
  }

  private static List<String> selected(Asked one, int most) {
    return knowledge.select(one.question(), one.subject(), most).stream().map(Fact::name).toList();
  }

  @Test
  void findsTheSeriesThatAQuestionMeans() {
    List<Asked> single = asked.stream().filter(one -> !one.all()).toList();
    assertTrue(single.size() >= 100);
    assertRecall("by hand", single, 0.96, 0.99);
  }

  @Test
  void findsTheSeriesOfQuestionsThatWereNeverUsedToTuneIt() {
    assertRecall("unseen", unseen, 0.85, 0.95);
  }

  private static void assertRecall(String set, List<Asked> questions, double one, double ten) {
    List<Asked> notFirst =
        questions.stream()
            .filter(q -> selected(q, 10).stream().limit(1).noneMatch(q.names()::contains))
            .toList();
    List<Asked> missed =
        questions.stream()
            .filter(q -> selected(q, 10).stream().noneMatch(q.names()::contains))
            .toList();
    notFirst.forEach(q -> System.out.println("not first: " + q + " but " + selected(q, 3)));
    missed.forEach(q -> System.out.println("missed: " + q));
    double first = 1 - (double) notFirst.size() / questions.size();
    double any = 1 - (double) missed.size() / questions.size();
    System.out.printf(
        "retrieval %s: %d questions, %d series, recall@1 %.3f, recall@10 %.3f%n",
        set, questions.size(), knowledge.size(), first, any);
    assertTrue(first >= one, () -> "recall@1 " + first);
    assertTrue(any >= ten, () -> "recall@10 " + any);
  }

  @Test
  void findsAllSeriesThatAQuestionAsksForTogether() {
    for (Asked one : asked) {
      if (one.all()) {
        List<String> names = selected(one, 30);
        assertTrue(names.containsAll(one.names()), () -> one + " but " + names);
      }
    }
  }

  @Test
  void keepsBoilerThreeApartFromBoilerThirty() {
    for (String number : List.of("1", "2", "3", "4", "5", "6", "30", "31")) {
      Asked one = new Asked("how hot is boiler " + number + "?", "", false, List.of());
      List<String> names = selected(one, 30);
      assertEquals("boiler " + number + " temperature", names.get(0));
      assertTrue(names.contains("boiler 1 temperature"), "competitors are shown too");
    }
  }

  @Test
  void showsAtLeastTenThatCompete() {
    assertTrue(knowledge.select("boiler 3 temperature", "", 30).size() >= 10);
    assertEquals(4, knowledge.select("boiler 3 temperature", "", 4).size());
    assertEquals(List.of(), knowledge.select("who wrote hamlet", "", 30));
    assertEquals(List.of(), knowledge.select("", "", 30));
  }

  @Test
  void showsDiagnosticsOnlyToWhoNamesThem() {
    for (Asked one : asked) {
      boolean named = one.question().matches(".*(link|seen).*");
      boolean shown = selected(one, 30).stream().anyMatch(n -> n.matches(".*(link|seen).*"));
      assertEquals(named, shown, one::toString);
    }
  }

  @Test
  void findsSeriesByQuestionsMadeByChance() {
    Random random = new Random(4);
    List<Fact> facts = new ArrayList<>(knowledge.all());
    facts.removeIf(f -> f.quantity().isEmpty() || f.name().matches(".*(link|seen|mode).*"));
    int first = 0;
    int ten = 0;
    int count = 500;
    for (int i = 0; i < count; i++) {
      Fact meant = facts.get(random.nextInt(facts.size()));
      Asked one = new Asked(byChance(meant, random), "", false, List.of(meant.name()));
      List<String> names = selected(one, 10);
      first += names.indexOf(meant.name()) == 0 ? 1 : 0;
      ten += names.contains(meant.name()) ? 1 : 0;
      if (!names.contains(meant.name())) {
        System.out.println("missed by chance: " + one + " but " + names.stream().limit(2).toList());
      }
    }
    double firstShare = (double) first / count;
    double tenShare = (double) ten / count;
    System.out.printf(
        "retrieval by chance: %d questions, recall@1 %.3f, recall@10 %.3f%n",
        count, firstShare, tenShare);
    assertTrue(firstShare >= 0.95, () -> "recall@1 " + firstShare);
    assertTrue(tenShare >= 0.99, () -> "recall@10 " + tenShare);
  }

  /** The name in another order, with a typo in a longer word, in a frame of plain words. */
  private static String byChance(Fact fact, Random random) {
    Map<String, Function<String, String>> typos =
        Map.of(
            "swap", w -> w.substring(0, 2) + w.charAt(3) + w.charAt(2) + w.substring(4),
            "drop", w -> w.substring(0, 2) + w.substring(3),
            "twice", w -> w.substring(0, 3) + w.substring(2),
            "none", w -> w);
    List<String> kinds = List.of("swap", "drop", "twice", "none", "none", "none");
    String name =
        List.of(fact.name().split(" ")).stream()
            .map(w -> w.length() < 6 ? w : typo(typos, kinds.get(random.nextInt(kinds.size())), w))
            .collect(Collectors.joining(" "));
    List<String> frames =
        List.of("what is the %s?", "%s", "tell me the %s please", "and the %s now", "Whats %s");
    return frames.get(random.nextInt(frames.size())).formatted(name);
  }

  private static String typo(
      Map<String, Function<String, String>> typos, String kind, String word) {
    Function<String, String> typo = typos.get(kind);
    return typo == null ? word : typo.apply(word);
  }
}
