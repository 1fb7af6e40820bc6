package io.parley.bench.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.parley.bench.Bench;
import io.parley.bench.BenchRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./parley bench answers}: plays what came over MQTT at a site and asks its questions, with
 * the reader, the planner and the evaluator that a node has, and no model. A set that is run once
 * leaves a record; a set that something was mended with is a tuning set for ever.
 */
public final class AnswersBench implements Bench {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What a node takes for sure, with its usual error rate of 2 %. */
  private static final double SURE = 0.98;

  private static final double ALPHA = 0.05;

  private final List<Path> sets;
  private final @Nullable Path records;
  private final String commit;
  private final Clock clock;

  private AnswersBench(List<Path> sets, @Nullable Path records, String commit, Clock clock) {
    this.sets = List.copyOf(sets);
    this.records = records;
    this.commit = commit;
    this.clock = clock;
  }

  /**
   * The tuning sets in a folder.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static AnswersBench tuning(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new AnswersBench(
          files.filter(file -> file.toString().endsWith(".json.gz")).sorted().toList(),
          null,
          "",
          Clock.systemUTC());
    }
  }

  /**
   * A set that is looked at once.
   *
   * @param records where its record goes
   * @param commit the commit that is measured
   * @throws IOException if it has a record already
   */
  public static AnswersBench once(Path set, Path records, String commit, Clock clock)
      throws IOException {
    Path record = record(records, set);
    if (Files.exists(record)) {
      throw new IOException(
          "%s was run before, see %s; it may be run again as a tuning set only"
              .formatted(set, record));
    }
    return new AnswersBench(List.of(set), records, commit, clock);
  }

  private static Path record(Path records, Path set) {
    String name = set.getFileName().toString().replaceAll("\\.json(\\.gz)?$", "");
    return records.resolve(name + ".json");
  }

  @Override
  public boolean run(Consumer<String> line) throws IOException {
    Map<String, Tally> byLanguage = new LinkedHashMap<>();
    for (Path file : sets) {
      AnswerSet set = AnswerSet.read(file);
      List<String> failures = new ArrayList<>();
      Tally tally = tally(set, failures);
      byLanguage.merge(set.language(), tally, Tally::plus);
      if (records != null) {
        write(record(records, file), set, sha256(file), tally, failures);
      }
    }
    boolean met = true;
    for (Map.Entry<String, Tally> entry : byLanguage.entrySet()) {
      met &= told(entry.getKey(), entry.getValue(), line);
    }
    return met;
  }

  static Tally tally(AnswerSet set, List<String> failures) {
    SetSite site = new SetSite(set);
    Tally tally = Tally.NONE;
    for (AnswerSet.Question question : set.questions()) {
      SetScore.Verdict verdict = SetScore.judge(question, site.ask(question.text()), SURE);
      tally = tally.with(verdict, question.answerable());
      if (verdict == SetScore.Verdict.WRONG) {
        failures.add(question.id());
      }
    }
    return tally;
  }

  private static boolean told(String language, Tally tally, Consumer<String> line) {
    double right = share(tally.right(), tally.answerable());
    double wrong = share(tally.wrong(), tally.sure());
    double admitted = share(tally.admitted(), tally.unanswerable());
    double goal = language.equals("en") ? 0.85 : language.equals("zh") ? 0.50 : 0.60;
    row(language + "-right-as-sure", right, goal, BenchRow.Better.HIGHER, line);
    row(language + "-wrong-of-the-sure", wrong, 0.02, BenchRow.Better.LOWER, line);
    row(language + "-unanswerable-admitted", admitted, 0.97, BenchRow.Better.HIGHER, line);
    return right >= goal && wrong <= 0.02 && admitted >= 0.97;
  }

  private static double share(int some, int all) {
    return all == 0 ? 0 : (double) some / all;
  }

  private static void row(
      String measure, double ours, double goal, BenchRow.Better better, Consumer<String> line) {
    line.accept(
        BenchRow.of("answers", measure, List.of(ours), List.of(goal), "goal", "share", better, 1)
            .json());
  }

  private void write(Path record, AnswerSet set, String hash, Tally tally, List<String> failures)
      throws IOException {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("set", set.name());
    told.put("language", set.language());
    told.put("sha256", hash);
    told.put("commit", commit);
    told.put("date", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString());
    told.putAll(tally.counts());
    told.put("rightBounds95", bounds(tally.right(), tally.answerable()));
    told.put("wrongBounds95", bounds(tally.wrong(), tally.sure()));
    told.put("wrongQuestions", failures);
    Files.createDirectories(record.toAbsolutePath().getParent());
    Files.writeString(record, text(told) + "\n");
  }

  private static List<Double> bounds(int hits, int of) {
    return of == 0
        ? List.of(0.0, 1.0)
        : List.of(
            rounded(ClopperPearson.low(hits, of, ALPHA)),
            rounded(ClopperPearson.high(hits, of, ALPHA)));
  }

  private static double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }

  private static String text(Map<String, Object> told) throws JsonProcessingException {
    return JSON.writeValueAsString(told);
  }

  /** The hash of a set's file. */
  static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
