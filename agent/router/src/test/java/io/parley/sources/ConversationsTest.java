package io.parley.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.gateway.Asked;
import io.parley.message.Question;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ConversationsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Query QUERY = Query.of(Find.TOPICS, Scope.ALL);

  private final Conversations conversations = new Conversations();

  private static Asked asked(String conversation) {
    Question question = Question.ofText("and?").withConversation(conversation);
    return new Asked(question, "", "c", "p", "reply", "", NOW, NOW.plusSeconds(20), null);
  }

  @Test
  void ofTooManyTheOneThatWasUsedLeastRecentlyGoes() {
    for (int i = 0; i < 1_000; i++) {
      conversations.asked(asked("talk-" + i), QUERY, NOW);
    }
    assertEquals(QUERY, conversations.before(asked("talk-0"), NOW));
    conversations.asked(asked("talk-1000"), QUERY, NOW);
    assertEquals(QUERY, conversations.before(asked("talk-0"), NOW));
    assertNull(conversations.before(asked("talk-1"), NOW));
    assertEquals(QUERY, conversations.before(asked("talk-2"), NOW));
  }

  @Test
  void questionOfSeveralQueriesLeavesTheOneBefore() {
    conversations.asked(asked("talk"), QUERY, NOW);
    conversations.asked(asked("talk"), null, NOW);
    assertEquals(QUERY, conversations.before(asked("talk"), NOW));
  }
}
