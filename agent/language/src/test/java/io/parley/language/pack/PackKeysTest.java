package io.parley.language.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every pack has to have, measured by the English one. */
class PackKeysTest {
  @ParameterizedTest
  @ValueSource(strings = {"de", "es", "fr", "it", "nl", "zh"})
  void packWordsEveryResult(String language) throws IOException {
    assertEquals(Set.of(), missing(keys(tree("en"), "wording"), keys(tree(language), "wording")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "es", "fr", "it", "nl", "zh"})
  void packHasEveryKindAndValue(String language) throws IOException {
    Set<String> missing = missing(concepts(tree("en")), concepts(tree(language)));
    assertEquals(Set.of(), missing);
  }

  private static Set<String> missing(Set<String> wanted, Set<String> there) {
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(there);
    return missing;
  }

  private static Set<String> concepts(JsonNode pack) {
    Set<String> keys = new TreeSet<>();
    for (var kind : pack.path("concepts").properties()) {
      for (var value : kind.getValue().properties()) {
        if (!value.getValue().isEmpty()) {
          keys.add(kind.getKey() + ":" + value.getKey());
        }
      }
      if (kind.getValue().isArray()) {
        keys.add(kind.getKey() + ":");
      }
    }
    return keys;
  }

  private static Set<String> keys(JsonNode pack, String field) {
    Set<String> keys = new TreeSet<>();
    pack.path(field).fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static JsonNode tree(String language) throws IOException {
    try (InputStream in = LanguagePack.class.getResourceAsStream(language + ".yaml")) {
      return new YAMLMapper().readTree(in);
    }
  }
}
