package io.parley.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class MessageTest {
  private static final By BY = new By("gw", Tier.GATEWAY, null, null, null);

  @Test
  void aQuestionIsTheSameOneByIdThenByCorrelation() {
    assertEquals(
        Optional.of(new DedupeKey("p", "mqtt", "app/in", "id:7")),
        DedupeKey.of("p", "mqtt", "app/in", "7", "aa"));
    assertEquals(
        Optional.of(new DedupeKey("", "coap", "app/in", "cd:aa")),
        DedupeKey.of("", "coap", "app/in", "", "aa"));
    assertEquals(Optional.empty(), DedupeKey.of("p", "mqtt", "app/in", "", ""));
    assertEquals(Optional.empty(), DedupeKey.of("p", "mqtt", "", "7", "aa"));
  }

  @Test
  void theTimeLeftIsTheLesserOfWhatIsSaid() {
    assertEquals(Duration.ofSeconds(30), Life.left(null, null));
    assertEquals(Duration.ofMillis(2_500), Life.left(2_500L, 3L));
    assertEquals(Duration.ofSeconds(1), Life.left(2_500L, 1L));
    assertEquals(Duration.ofSeconds(9), Life.left(null, 9L));
    assertEquals(Duration.ofDays(1), Life.left(null, 4_294_967_295L));
    assertEquals(Duration.ZERO, Life.left(null, 0L));
  }

  @Test
  void eachNodeKeepsTimeForItsOwnAnswer() {
    assertEquals(Duration.ofMillis(28_500), Life.forNext(Duration.ofSeconds(30)));
    assertEquals(Duration.ofMillis(700), Life.forNext(Duration.ofSeconds(1)));
    assertEquals(Duration.ZERO, Life.forNext(Duration.ofMillis(200)));
    assertEquals(3, Life.messageExpirySeconds(Duration.ofMillis(2_001)));
    assertEquals(2, Life.messageExpirySeconds(Duration.ofSeconds(2)));
    assertEquals(0, Life.messageExpirySeconds(Duration.ofMillis(-5)));
  }

  @Test
  void wordsOfTheWireAreReadBack() {
    for (Status s : Status.values()) {
      assertEquals(s, Status.ofWord(s.word()));
    }
    for (Nak n : Nak.values()) {
      assertEquals(n, Nak.ofWord(n.word()));
    }
    for (AgentState s : AgentState.values()) {
      assertEquals(s, AgentState.ofWord(s.word()));
    }
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Tier.ofWord("cloud\n"));
    assertEquals("tier 'cloud?' must be one of [sensor, gateway, hub]", refused.getMessage());
  }

  @Test
  void recordsRefuseNonsenseByName() {
    refuses("seq", () -> new Frame(null, -1, "x", null));
    refuses("delta and progress", () -> new Frame(null, 0, "x", "y"));
    refuses("needs.ms", () -> new Needs(null, 0, 0L, false, false));
    refuses("needs.hops", () -> new Needs(null, 6, null, false, false));
    refuses("needs.confidence", () -> new Needs(Double.NaN, 0, null, false, false));
    refuses("hops.ms", () -> new Hop("gw", Status.ANSWERED, -1));
    refuses("evidence.value", () -> new Evidence("t", "", List.of(), null, null));
    refuses("epoch", () -> new AgentStatus(AgentState.ONLINE, -1, Instant.EPOCH, null));
    refuses("load.queue", () -> new AgentStatus.Load(-1, null));
    refuses("load.tokensPerSecond", () -> new AgentStatus.Load(0, Double.NaN));
    refuses("limits.payload", () -> new Card.Limits(0, null, null));
    refuses("limits.inFlight", () -> new Card.Limits(null, 0, null));
    refuses("limits.rate", () -> new Card.Limits(null, null, 0.0));
    refuses("confidence", () -> Answer.by(BY).confidence(1.5).build());
    refuses("reason", () -> Answer.by(BY).ended(Status.ANSWERED, "a", "b").build());
    refuses("subjects", () -> card(List.of("a/#/b"), List.of()));
    refuses("subjects", () -> card(List.of("a/b/c/d"), List.of()));
    refuses("subjects", () -> card(java.util.Collections.nCopies(65, "a"), List.of()));
    refuses("protocols", () -> card(List.of(), List.of("cid")));
    refuses(
        "facts",
        () ->
            new Question(
                null,
                "a",
                null,
                null,
                null,
                false,
                Needs.DEFAULT,
                null,
                List.of(),
                java.util.Collections.nCopies(31, new Evidence("t", "", 1, null, null))));
  }

  @Test
  void aQuestionIsOneOfWordsProtocolAndQuery() {
    Query query = Query.of(Find.TOPICS, Scope.ALL);
    Question asked = Question.ofQuery(query).withConversation("c").withLang("de");
    assertEquals(query, asked.query());
    refuses("query", () -> Question.ofText("a").withQuery(query));
    refuses("text", () -> asked.withQuery(null));
    refuses("text", () -> Question.ofProtocol("p", 1).withQuery(query));
    refuses("conversation", () -> asked.withConversation("a b"));
    refuses("lang", () -> asked.withLang("d"));
    Question passed =
        Question.ofText("a")
            .withConversation("c")
            .withLang("de")
            .passedOn(new Origin("s", "", "gw"), List.of("s/gw"), List.of())
            .withQuery(query);
    assertEquals("a", passed.text());
    assertEquals(query, passed.query());
    assertEquals("de", passed.lang());
    assertNull(passed.conversation());
  }

  @Test
  void wordsThatAreNotKnownAreBounded() {
    assertEquals(List.of(), new Reason("stale", "x").words());
    refuses("reason.words", () -> new Reason("a", "b", java.util.Collections.nCopies(33, "w")));
    refuses("reason.words", () -> new Reason("a", "b", List.of(" ")));
    refuses("reason.words", () -> new Reason("a", "b", List.of("w".repeat(201))));
    refuses("readAs", () -> Answer.by(BY).readAs("a\u2028b").build());
    refuses("lang", () -> Answer.by(BY).lang("de_AT").build());
  }

  @Test
  void messagesAreChangedByCopy() {
    Question question = Question.ofProtocol("p", 1).withId("a").withStream(true);
    Question passed =
        question
            .withNeeds(new Needs(null, 4, 10L, false, false))
            .passedOn(new Origin("s", "", "gw"), List.of("s/gw"), List.of());
    assertEquals("a", passed.id());
    assertEquals(4, passed.needs().hops());
    assertTrue(passed.stream());
    Answer answer = Answer.by(BY).answered(Route.CACHE, "1").cost(Cost.ofMs(3)).ack().build();
    assertEquals("2", answer.change().by(BY).text("2").build().text());
    assertEquals(true, answer.ack());
  }

  private static Card card(List<String> subjects, List<String> protocols) {
    return new Card(Tier.HUB, true, subjects, List.of(), protocols, Card.Limits.UNKNOWN, 0);
  }

  private static void refuses(String field, Supplier<Object> nonsense) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, nonsense::get);
    assertTrue(String.valueOf(refused.getMessage()).startsWith(field), refused.getMessage());
  }
}
