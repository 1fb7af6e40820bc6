package io.parley.gateway;

import io.parley.knowledge.Fact;
import io.parley.message.Answer;
import io.parley.message.Evidence;
import io.parley.message.Question;
import io.parley.message.Route;
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
 * and the values that retrieval selects for it now, with their units and times, so a new value is a
 * miss by itself.
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

  /**
   * What makes a kept answer this question's too. Facts that its asker brought along are known to
   * nobody else, so what was made of them is told to no other principal.
   */
  static Key key(Asked asked, List<Fact> facts, String documents) {
    Question question = asked.question();
    String text = question.text();
    return new Key(
        text == null ? "" : normalised(text),
        question.protocol(),
        question.body(),
        question.query(),
        question.lang(),
        asked.subject(),
        question.needs().confidence(),
        facts.stream().map(Fact::evidence).toList(),
        documents,
        question.facts().isEmpty() ? "" : asked.principal());
  }

  synchronized Optional<Kept> find(Key key, Instant now, FactSource facts) {
    Kept found = kept.get(key);
    if (found == null) {
      return Optional.empty();
    }
    if (found.until.isBefore(now) || !holds(found.answer, facts)) {
      kept.remove(key);
      return Optional.empty();
    }
    return Optional.of(found);
  }

  /** Keeps it, unless an expert found it: what that one goes by is not seen here. */
  synchronized void keep(Key key, Answer answer, FoundBy foundBy, Instant now) {
    if (most > 0 && !(foundBy instanceof FoundBy.Expert) && answer.route() != Route.EXPERT) {
      kept.put(key, new Kept(answer, foundBy, now.plus(longest)));
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
      List<Evidence> values,
      String documents,
      String principal) {}

  record Kept(Answer answer, FoundBy foundBy, Instant until) {}
}
