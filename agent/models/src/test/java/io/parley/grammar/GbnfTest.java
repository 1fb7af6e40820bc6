package io.parley.grammar;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.Constraint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GbnfTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "root ::= \"a\"",
        "# words\nroot ::= one | two # or\none ::= \"1\"+\ntwo ::= (\"2\" | \"3\")* \"4\"?",
        "root ::= [a-z] [^\\]\\n] . item{2,5} item{3} item{1,}\nitem ::= \"\\x41\\u00e9\\U0001F600\"",
        "root ::= (\n \"a\" |\n \"b\"\n)\n",
        "root ::= \"x\" root | \"y\"",
        "root ::= \"a\" |\n  \"b\"",
        "root ::= [-a] [a-]"
      })
  void grammarsThatLlamaCanUsePass(String grammar) {
    assertDoesNotThrow(() -> Gbnf.check(grammar));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "main ::= \"a\" ~ no rule named root",
        "root = \"a\" ~ expected ::=",
        "root ::= \"a ~ before the end of the line",
        "root ::= other ~ rule other is not defined",
        "root ::= root \"a\" ~ rule root begins with itself",
        "root ::= \"\" root ~ begins with itself",
        "root ::= \"a\"? root ~ begins with itself",
        "root ::= (\"a\"*)* ~ must not be repeated without end",
        "root ::= \"a\"{5,2} ~ m <= n",
        "root ::= \"a\"{2000} ~ at most 1000",
        "root ::= ((\"a\"{900}){900}) ~ exceeds 50000",
        "root ::= (\"a\" ~ expected )",
        "root ::= [] ~ an empty set",
        "root ::= [z-a] ~ must not fall",
        "root ::= \"\\q\" ~ unknown escape",
        "root ::= \"\\xZZ\" ~ hex digits",
        "root ::= \"a\"** ~ needs parentheses",
        "root ::= \"a\" ; ~ expected the end of the rule",
        "` ` ~ no rule named root"
      })
  void grammarsThatLlamaWouldDropOrChokeOnAreRefused(String grammar, String why) {
    GrammarException thrown =
        assertThrows(GrammarException.class, () -> Gbnf.check(grammar.strip()));
    assertTrue(String.valueOf(thrown.getMessage()).contains(why.strip()), thrown.getMessage());
  }

  @Test
  void recursionByWayOfOthersIsFound() {
    String grammar = "root ::= a\na ::= b? c \"x\"\nb ::= \"b\"\nc ::= b? root";
    assertThrows(GrammarException.class, () -> Gbnf.check(grammar));
  }

  @Test
  void depthAndLengthAreBounded() {
    String deep = "root ::= " + "(".repeat(200) + "\"a\"" + ")".repeat(200);
    assertTrue(
        String.valueOf(assertThrows(GrammarException.class, () -> Gbnf.check(deep)).getMessage())
            .contains("deeper than"));
    String longOne = "root ::= \"" + "a".repeat(70_000) + "\"";
    assertThrows(GrammarException.class, () -> Gbnf.check(longOne));
  }

  @Test
  void choicesBecomeAGrammarThatPasses() {
    Constraint.Choices choices =
        new Constraint.Choices(List.of(" a \"b\"\n", " °C\\"), List.of(" unsure"), ";", 3);
    String gbnf = ChoiceGrammar.of(choices);
    assertDoesNotThrow(() -> Gbnf.check(gbnf));
    assertTrue(gbnf.contains("\" a \\\"b\\\"\\n\""), gbnf);
  }

  @Test
  void schemasBecomeGrammarsThatPass() {
    Map<String, Object> schema =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of(
                "value", Map.of("type", "number"),
                "unit", Map.of("enum", List.of("°C", "bar", "\"x\"")),
                "tags",
                    Map.of("type", "array", "items", Map.of("$ref", "#/$defs/tag"), "maxItems", 4),
                "note", Map.of("type", List.of("string", "null"))),
            "required",
            List.of("value"),
            "$defs",
            Map.of("tag", Map.of("type", "string", "maxLength", 12)));
    assertTrue(JsonSchemaGrammar.of(schema).contains("def-tag"));
    assertTrue(
        JsonSchemaGrammar.of(
                Map.of("anyOf", List.of(Map.of("const", 3), Map.of("type", "boolean"))))
            .contains("boolean"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pattern", "minimum", "patternProperties", "if", "multipleOf"})
  void whatAGrammarCannotSayIsRefused(String keyword) {
    Map<String, Object> schema = Map.of("type", "string", keyword, 1);
    GrammarException thrown =
        assertThrows(GrammarException.class, () -> JsonSchemaGrammar.of(schema));
    assertTrue(String.valueOf(thrown.getMessage()).contains(keyword), thrown.getMessage());
  }

  @Test
  void malformedSchemasAreRefused() {
    assertThrows(GrammarException.class, () -> JsonSchemaGrammar.of(Map.of()));
    assertThrows(GrammarException.class, () -> JsonSchemaGrammar.of(Map.of("type", "colour")));
    assertThrows(
        GrammarException.class,
        () -> JsonSchemaGrammar.of(Map.of("type", "array", "items", "text")));
    Map<String, Object> loop =
        Map.of(
            "$ref",
            "#/$defs/a",
            "$defs",
            Map.of("a", Map.of("anyOf", List.of(Map.of("$ref", "#/$defs/a")))));
    assertThrows(GrammarException.class, () -> JsonSchemaGrammar.of(loop));
  }
}
