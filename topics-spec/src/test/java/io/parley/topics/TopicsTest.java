package io.parley.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.Codes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicsTest {
  private static final String CID = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";
  private static final String OTHER = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

  private final Topics topics = new Topics();

  @Test
  void everyAddressReadsAsItWasWritten() throws Exception {
    List<Address> all =
        List.of(
            new Address.Ask("plant1", "boiler/3"),
            new Address.Ask("plant1", ""),
            new Address.Work("plant1", "a/b/c"),
            new Address.AnswerTo("plant1", "c-1", ""),
            new Address.AnswerTo("plant1", "c-1", "x/y"),
            new Address.To("plant1", "gw"),
            new Address.CardOf("plant1", "gw"),
            new Address.StatusOf("plant1", "gw"),
            new Address.Protocol("plant1", CID),
            new Address.Signature("plant1", CID, "key-1"),
            new Address.Routine("plant1", CID, OTHER),
            new Address.ProtocolState("plant1", CID));
    for (Topics tree : List.of(topics, new Topics("a/b/c"), new Topics("$a2a"))) {
      for (Address address : all) {
        assertEquals(address, tree.read(tree.of(address)));
        assertTrue(tree.of(address).startsWith(tree.root() + "/plant1/"));
      }
    }
  }

  @Test
  void filtersMatchWhatTheyAreFor() {
    assertMatches(topics.askFilter("s"), topics.ask("s", "boiler/3"));
    assertMatches(topics.sharedAskFilter("s"), topics.ask("s", ""));
    assertMatches(topics.workFilter("s", "boiler/+"), topics.work("s", "boiler/3"));
    assertMatches(topics.workFilter("s", "#"), topics.work("s", ""));
    assertMatches(topics.answerFilter("s", "c"), topics.answer("s", "c"));
    assertMatches(topics.cardFilter("s"), topics.card("s", "gw"));
    assertMatches(topics.statusFilter("s"), topics.status("s", "gw"));
    assertMatches(topics.protocolFilter("s"), topics.signature("s", CID, "k"));
    assertMatches(topics.allOfRoot(), topics.to("s", "gw"));
  }

  private static void assertMatches(String filter, String topic) {
    assertTrue(TopicFilter.of(filter).matches(topic), () -> filter + " matches not " + topic);
  }

  @ParameterizedTest
  @CsvSource({
    "parley/v1/s/ask, invalid-topic",
    "parley/v1/s/ask/a/b/c/d, invalid-topic",
    "parley/v1/s/shout/a, invalid-topic",
    "parley/v1/s/to/a/b, invalid-topic",
    "parley/v2/s/ask/a, invalid-topic",
    "parley/v1, invalid-topic",
    "parley/v1/s/answer/c/1/2/3/4, invalid-topic",
    "parley/v1/s/ask/Kessel ä, invalid-id",
    "parley/v1/s/ask//a, invalid-id",
    "parley/v1/s/ask/a/, invalid-id",
    "parley/v1/s x/ask/a, invalid-id",
    "parley/v1/s/protocol/bafkreino, invalid-id",
    "parley/v1/s/ask/+, invalid-topic"
  })
  void whatTheTreeDoesNotHaveIsRefused(String topic, String code) {
    assertEquals(Optional.empty(), topics.parse(topic));
    InvalidTopicException refused =
        assertThrows(InvalidTopicException.class, () -> topics.read(topic));
    assertEquals(code, refused.reason().code());
    assertTrue(refused.reason().text().contains("topic '"), refused.reason().text());
  }

  @Test
  void protocolTopicsEndWhereTheTreeEnds() {
    for (String rest : List.of("/stat", "/sig", "/sig/k/x", "/routine/no", "/routine")) {
      assertEquals(Optional.empty(), topics.parse(topics.protocol("s", CID) + rest));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a//b", "a/b/c/d", "a/+", "$share/x", "/a", "a/$b", "$"})
  void rootsThatNoBrokerBearsAreRefused(String root) {
    assertThrows(IllegalArgumentException.class, () -> new Topics(root));
  }

  @Test
  void partsOutsideThePatternAreNotWritten() {
    assertThrows(IllegalArgumentException.class, () -> topics.ask("s", "a/b/c/d"));
    assertThrows(IllegalArgumentException.class, () -> topics.ask("s", "a//b"));
    assertThrows(IllegalArgumentException.class, () -> topics.ask("s/t", "a"));
    assertThrows(IllegalArgumentException.class, () -> topics.answer("s", "x".repeat(65)));
    assertThrows(IllegalArgumentException.class, () -> topics.protocol("s", "cid"));
    assertThrows(IllegalArgumentException.class, () -> topics.workFilter("s", "#/a"));
    assertThrows(IllegalArgumentException.class, () -> topics.workFilter("s", "a/b/c/#"));
  }

  @Test
  void repliesGoOnlyWhereTheAskerMayHaveThem() {
    ReplyRule rule = new ReplyRule(topics, "s", List.of(TopicFilter.of("app/+/in")));
    assertEquals(Optional.empty(), rule.refusal("parley/v1/s/answer/c", t -> true, t -> false));
    assertEquals(Optional.empty(), rule.refusal("app/1/in", t -> true, t -> false));
    assertEquals(Optional.empty(), rule.refusal("mine/x", t -> true, t -> true));
    for (String bad :
        List.of("mine/x", "parley/v1/other/answer/c", "app/1/out", "a/+", "", "parley/v1")) {
      assertEquals(
          Codes.REPLY_TOPIC, rule.refusal(bad, t -> true, t -> false).orElseThrow().code(), bad);
    }
    for (String never :
        List.of("ask/a", "work/a", "to/a", "card/a", "status/a", "protocol/" + CID, "new/a")) {
      assertTrue(rule.refusal("parley/v1/s/" + never, t -> true, t -> true).isPresent(), never);
    }
    assertTrue(rule.refusal("parley/v1/s/answer/c", t -> false, t -> true).isPresent());
  }
}
