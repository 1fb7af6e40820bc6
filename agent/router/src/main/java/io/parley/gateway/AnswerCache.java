package io.parley.gateway;

import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.Evidence;
import io.parley.message.Question;
import io.parley.query.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers that still hold: the same question over the same values. A key is the question's meaning
 * and the values that retrieval selects for it now, so a new value is a miss by itself.
 */
final class AnswerCache {
  private final int most;
  private final Duration longest;
  private final Map<Key, Kept> kept;

  AnswerCache(int most, Duration longest) {
    this.most = most;
    this.longest = longest;
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > AnswerCache.this.most;
          }
        };
  }

  static Key key(Question question, String subject, List<Fact> facts, String documents) {
    String text = question.text();
    return new Key(
        text == null ? "" : normalised(text),
        question.protocol(),
        question.body(),
        question.query(),
        question.lang(),
        subject,
        question.needs().confidence(),
        facts.stream().map(fact -> new Seen(fact.topic(), fact.path(), fact.value())).toList(),
        documents);
  }

  synchronized Optional<Answer> find(Key key, Instant now, FactSource facts) {
    Kept found = kept.get(key);
    if (found == null) {
      return Optional.empty();
    }
    if (found.until.isBefore(now) || !holds(found.answer, facts)) {
      kept.remove(key);
      return Optional.empty();
    }
    return Optional.of(found.answer);
  }

  synchronized void keep(Key key, Answer answer, Instant now) {
    if (most > 0) {
      kept.put(key, new Kept(answer, now.plus(longest)));
    }
  }

  /** Evidence from elsewhere is not known here; only what is known and differs breaks an answer. */
  private static boolean holds(Answer answer, FactSource facts) {
    for (Evidence evidence : answer.evidence()) {
      Object now = facts.value(evidence.topic(), evidence.path());
      if (now != null && !now.equals(evidence.value())) {
        return false;
      }
    }
    return true;
  }

  private static String normalised(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[\\p{Punct}&&[^.,-]]|[.,](?!\\p{Nd})", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  record Key(
      String text,
      @Nullable String protocol,
      @Nullable Object body,
      @Nullable Query query,
      @Nullable String lang,
      String subject,
      @Nullable Double confidence,
      List<Seen> values,
      String documents) {}

  record Seen(String topic, String path, Object value) {}

  private record Kept(Answer answer, Instant until) {}
}
