package io.parley.language.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.parley.language.Outcome;
import io.parley.language.SmallSite;
import io.parley.language.plan.QueryText;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sentences of {@code LANGUAGE-tests.yaml}, asked of the small site, whose names are English.
 * Of each: the find, quantity, condition and time that it must be read as, the unit where one is
 * named, or why it must be refused.
 */
class PackSentencesTest {
  private static final int LEAST_SENTENCES = 40;

  static Stream<Path> packs() throws IOException, URISyntaxException {
    URL one = PackSentencesTest.class.getResource("de-tests.yaml");
    assertNotNull(one);
    try (Stream<Path> files = Files.list(Path.of(one.toURI()).getParent())) {
      return files.filter(f -> f.toString().endsWith("-tests.yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("packs")
  void everySentenceIsReadAsItMust(Path file) throws IOException {
    JsonNode tests = new YAMLMapper().readTree(file.toFile());
    String language = tests.path("language").asText();
    assertEquals(language + "-tests.yaml", String.valueOf(file.getFileName()));
    SmallSite site = new SmallSite(language, "en");
    List<String> wanted = new ArrayList<>();
    List<String> read = new ArrayList<>();
    for (JsonNode sentence : tests.path("sentences")) {
      String text = sentence.path("text").asText();
      Outcome outcome = site.askIn(language, text);
      assertEquals(language, outcome.language());
      wanted.add(text + " -> " + wanted(sentence));
      read.add(text + " -> " + read(outcome, sentence.has("unit")));
    }
    assertTrue(read.size() >= LEAST_SENTENCES, () -> read.size() + " sentences");
    assertEquals(String.join("\n", wanted), String.join("\n", read));
  }

  private static String wanted(JsonNode sentence) {
    if (sentence.has("refused")) {
      return sentence.path("refused").asText();
    }
    List<String> parts = new ArrayList<>();
    for (String part : List.of("find", "quantity", "where", "span")) {
      assertTrue(sentence.has(part), () -> part + " is missing: " + sentence);
      parts.add(sentence.path(part).asText());
    }
    if (sentence.has("unit")) {
      parts.add(sentence.path("unit").asText());
    }
    return String.join(" | ", parts);
  }

  private static String read(Outcome outcome, boolean withUnit) {
    Query query = query(outcome);
    if (query == null) {
      return outcome instanceof Outcome.Unsure unsure ? unsure.code() : SmallSite.read(outcome);
    }
    List<String> parts = new ArrayList<>();
    parts.add(query.find().code());
    parts.add(String.join(" or ", query.scope().quantities()));
    parts.add(part(Query.of(Find.TREND, Scope.ALL).where(query.where()), " where "));
    parts.add(part(Query.of(Find.VALUE, Scope.ALL).over(query.over()), " over "));
    if (withUnit) {
      parts.add(String.valueOf(query.unit()));
    }
    return String.join(" | ", parts);
  }

  private static @Nullable Query query(Outcome outcome) {
    if (outcome instanceof Outcome.Told told) {
      return told.query();
    }
    return outcome instanceof Outcome.Unsure unsure ? unsure.query() : null;
  }

  private static String part(Query query, String before) {
    String line = QueryText.of(query);
    int at = line.indexOf(before);
    return at < 0 ? "" : line.substring(at + before.length());
  }
}
