package io.parley.language.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator's pack that breaks a rule is refused, with the file, the field and the rule. */
class BrokenPackTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "language: English | language 'English' must be a BCP 47 tag",
        "segmenter: spaces | language '' must be a BCP 47 tag",
        "{language: xx, segmenter: letters} "
            + "| segmenter 'letters' must be spaces or longest-match",
        "{language: xx, spellings: [ue]} | spellings: 'ue' must be letters:letters",
        "{language: xx, numbers: {many: [lots]}} | numbers.many is no value",
        "{language: xx, numbers: {'1': one}} | numbers.1 must be a list of words",
        "{language: xx, numbers: {'0': [null]}} | numbers.0: 'null' must be text; "
            + "in quotes if it is a word that YAML reads as a value",
        "{language: xx, time-units: {hour: [hour]}} | time-units.hour is no value",
        "{language: xx, half-days: {noon: [pm]}} | half-days.noon is no value",
        "{language: xx, endings: [[s]]} | endings: '[\"s\"]' must be text; "
            + "in quotes if it is a word that YAML reads as a value",
        "{language: xx, concepts: {smell: [smell]}} | concepts.smell is no kind",
        "{language: xx, concepts: {class: {lamp: lamp}}} "
            + "| concepts.class.lamp must be a list of phrases",
        "{language: xx, concepts: {none: [no]}} | concepts.none: 'false' must be text; "
            + "in quotes if it is a word that YAML reads as a value",
        "{language: xx, concepts: {not: ['']}} | concepts.not: '' must have 1 to 8 words",
        "{language: xx, concepts: {not: [a b c d e f g h i]}} "
            + "| concepts.not: 'a b c d e f g h i' must have 1 to 8 words",
        "[xx] | must be a map",
      })
  void isRefusedByFileFieldAndRule(String yaml, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("xx.yaml"), yaml);
    assertEquals(file + ": " + why, refused());
  }

  @Test
  void whatIsNoYamlOrTooLargeIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("xx.yaml"), "language: [xx");
    assertTrue(refused().startsWith(file + ": is no YAML: "));
    Files.writeString(file, "language: xx\nlanguage: xx");
    assertTrue(refused().startsWith(file + ": is no YAML: "));
    Files.writeString(file, "language: xx\n" + "#".repeat(512 * 1024 - 13));
    assertEquals("xx", Packs.load(List.of("xx"), folder).get(0).language());
    Files.writeString(file, "language: xx\n" + "#".repeat(512 * 1024 - 12));
    assertEquals(file + ": must be at most 524288 bytes", refused());
  }

  @Test
  void phrasesAreLimitedInNumber() throws IOException {
    String phrases = "a, ".repeat(19_999) + "a";
    Path file = folder.resolve("xx.yaml");
    Files.writeString(file, "{language: xx, concepts: {not: [" + phrases + "]}}");
    assertEquals(20_000, Packs.load(List.of("xx"), folder).get(0).phrases("a").size());
    Files.writeString(file, "{language: xx, concepts: {not: [a, " + phrases + "]}}");
    assertEquals(file + ": must have at most 20000 phrases", refused());
  }

  @Test
  void languageWithoutAPackIsRefused() {
    assertEquals("there is no pack of language 'xx'", refused());
    PackException tag =
        assertThrows(PackException.class, () -> Packs.load(List.of("../en"), folder));
    assertEquals("language '../en' must be a BCP 47 tag", tag.getMessage());
  }

  private String refused() {
    return assertThrows(PackException.class, () -> Packs.load(List.of("xx"), folder)).getMessage();
  }
}
