package io.parley.node;

import io.parley.gateway.Asked;
import io.parley.gateway.Ledger;
import io.parley.http.NodeView;
import io.parley.ledger.DiskLedger;
import io.parley.message.Answer;
import io.parley.message.Cost;
import io.parley.meter.Meter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes questions to the journal, counts them, and remembers the last ones for the page. */
final class Watched implements Ledger {
  private static final int MOST = 50;

  private final DiskLedger journal;
  private final Meter meter;
  private final Clock clock;
  private final Map<Asked, Boolean> underWay = new LinkedHashMap<>();
  private final Deque<NodeView.Exchange> ended = new ArrayDeque<>();

  Watched(DiskLedger journal, Meter meter, Clock clock) {
    this.journal = journal;
    this.meter = meter;
    this.clock = clock;
  }

  @Override
  public void taken(Asked asked) {
    journal.taken(asked);
    meter.count("questions", "entrance", entrance(asked));
    synchronized (this) {
      underWay.put(asked, true);
    }
  }

  @Override
  public void ended(Asked asked, Answer answer) {
    journal.ended(asked, answer);
    Duration took = Duration.between(asked.received(), clock.instant());
    meter.count("answers", "status", answer.status().word(), "route", answer.route().word());
    meter.took("answer_seconds", took, "route", answer.route().word());
    tokens(answer.cost());
    synchronized (this) {
      underWay.remove(asked);
      ended.addFirst(shown(asked, answer, took));
      if (ended.size() > MOST) {
        ended.removeLast();
      }
    }
  }

  @Override
  public void told(Asked asked) {
    journal.told(asked);
  }

  @Override
  public void flush() {
    journal.flush();
  }

  private void tokens(@Nullable Cost cost) {
    if (cost != null && cost.promptTokens() != null && cost.completionTokens() != null) {
      meter.add("tokens", cost.promptTokens(), "kind", "prompt");
      meter.add("tokens", cost.completionTokens(), "kind", "completion");
    }
  }

  /** The last questions, those under way first. */
  synchronized List<NodeView.Exchange> exchanges() {
    List<NodeView.Exchange> all = new ArrayList<>();
    for (Asked asked : underWay.keySet()) {
      all.add(shown(asked, null, Duration.between(asked.received(), clock.instant())));
    }
    all.addAll(ended);
    return all.subList(0, Math.min(MOST, all.size()));
  }

  List<NodeView.Unanswered> unanswered() {
    Map<String, NodeView.Unanswered> byQuestion = new LinkedHashMap<>();
    for (io.parley.ledger.Unanswered one : journal.unanswered()) {
      String text = words(one.question().text(), one.question().protocol());
      byQuestion.merge(
          one.subject() + "\n" + text,
          new NodeView.Unanswered(
              one.at(),
              one.subject(),
              text,
              1,
              one.answer().reason() == null ? "" : one.answer().reason().text(),
              one.answer().text()),
          (newer, older) ->
              new NodeView.Unanswered(
                  newer.at(),
                  newer.subject(),
                  newer.question(),
                  newer.times() + 1,
                  newer.reason(),
                  newer.guess()));
    }
    return byQuestion.values().stream().limit(200).toList();
  }

  private static NodeView.Exchange shown(Asked asked, @Nullable Answer answer, Duration took) {
    return new NodeView.Exchange(
        asked.received(),
        entrance(asked),
        asked.subject(),
        words(asked.question().text(), asked.question().protocol()),
        answer,
        took.toMillis());
  }

  private static String words(@Nullable String text, @Nullable String protocol) {
    return text != null ? text : "protocol " + protocol;
  }

  private static String entrance(Asked asked) {
    return asked.replyKey().startsWith("coap:")
        ? "coap"
        : asked.replyKey().startsWith("http:") ? "http" : "mqtt";
  }
}
