package io.parley.ladder;

import io.parley.gateway.Asked;
import io.parley.gateway.Attempt;
import io.parley.gateway.FactSource;
import io.parley.knowledge.Fact;
import io.parley.message.Evidence;
import io.parley.message.Ids;
import io.parley.message.Nak;
import io.parley.message.Route;
import io.parley.protocol.Cid;
import io.parley.protocol.Phrase;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.FactTrees;
import io.parley.routine.Outcome;
import io.parley.routine.Routine;
import io.parley.routine.RoutineInput;
import io.parley.routine.SameData;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Answers by routine: protocol messages, and questions in words that a phrase fits. */
final class Replies {
  private static final int MOST_EVIDENCE = 10;

  /** A line is filled from a body, which may be long; a longer one names nothing, and costs. */
  private static final int LONGEST_LINE = 2_048;

  private final Shelf shelf;
  private final FactSource facts;
  private final Clock clock;
  private final int retireAfter;
  private final Consumer<Kept> retired;
  private final Refusals refusals;

  Replies(
      Shelf shelf,
      FactSource facts,
      Clock clock,
      int retireAfter,
      Consumer<Kept> retired,
      Refusals refusals) {
    this.shelf = shelf;
    this.facts = facts;
    this.clock = clock;
    this.retireAfter = retireAfter;
    this.retired = retired;
    this.refusals = refusals;
  }

  Attempt toProtocol(Asked asked, String protocol) {
    if (!Ids.validCid(protocol)) {
      return new Attempt.Refused(Nak.MALFORMED, "protocol is no id of a document");
    }
    Kept kept = shelf.find(new Cid(protocol)).orElse(null);
    if (kept == null) {
      return new Attempt.Refused(Nak.UNKNOWN_PROTOCOL, protocol + " is not known here");
    }
    LifeState state = kept.state(clock.instant());
    if (state == LifeState.REVOKED || state == LifeState.EXPIRED) {
      return new Attempt.Refused(
          Nak.UNKNOWN_PROTOCOL, "%s is %s".formatted(protocol, state.word()));
    }
    Kept.Ready ready = kept.ready();
    if (ready == null) {
      return new Attempt.Refused(Nak.UNSUPPORTED, "no routine for %s here".formatted(protocol));
    }
    Object body = asked.question().body();
    if (body == null) {
      return new Attempt.Refused(Nak.MALFORMED, "body must be given");
    }
    return end(kept, ready, body, select(kept.document(), body, asked), true);
  }

  Attempt toWords(Asked asked, String words) {
    for (PhraseBook.Reading reading : shelf.phrases().readings(words)) {
      Kept kept = reading.kept();
      Kept.Ready ready = kept.ready();
      if (ready == null || kept.state(clock.instant()) != LifeState.ACTIVE) {
        continue;
      }
      Optional<Map<String, Object>> body =
          new SlotReading(kept.document(), asked.subject(), line -> find(line, asked))
              .body(reading.slots());
      if (body.isPresent()) {
        Attempt attempt =
            end(kept, ready, body.get(), select(kept.document(), body.get(), asked), false);
        if (attempt instanceof Attempt.Found) {
          return attempt;
        }
      }
    }
    return Attempt.NOTHING;
  }

  private List<Fact> select(ProtocolDocument document, Object body, Asked asked) {
    if (document.facts().isEmpty() || !(body instanceof Map<?, ?> map)) {
      return List.of();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (value instanceof String || value instanceof Number) {
            values.put(String.valueOf(key), value);
          }
        });
    return Phrase.fill(document.facts(), values).map(line -> find(line, asked)).orElse(List.of());
  }

  private List<Fact> find(String line, Asked asked) {
    return line.length() > LONGEST_LINE
        ? List.of()
        : facts.select(line, asked.subject(), asked.question().facts());
  }

  private Attempt end(
      Kept kept, Kept.Ready ready, Object body, List<Fact> selected, boolean protocol) {
    Routine routine = ready.routine();
    Outcome outcome = kept.contract().run(routine, new RoutineInput(body, FactTrees.of(selected)));
    if (outcome instanceof Outcome.Replied replied) {
      kept.worked();
      return found(kept, body, replied.reply(), selected);
    } else if (outcome instanceof Outcome.Erred erred && protocol) {
      kept.worked();
      String why = kept.document().errors().getOrDefault(erred.code(), erred.code());
      return new Attempt.Found(
          Route.ROUTINE,
          why,
          Map.of("error", erred.code()),
          1.0,
          List.of(),
          Attempt.Source.ofProtocol(kept.cid().text()),
          null);
    } else if (outcome instanceof Outcome.Malformed malformed) {
      refusals.note("request", "a body for " + kept.cid(), malformed.why());
      return new Attempt.Refused(Nak.MALFORMED, malformed.why());
    } else if (outcome instanceof Outcome.Failed failed) {
      refusals.note(failed.rule(), "the routine of " + kept.cid(), failed.why());
      if (kept.failed(retireAfter)) {
        retired.accept(kept);
      }
      return new Attempt.Refused(Nak.ROUTINE_FAILED, failed.why());
    }
    return Attempt.NOTHING;
  }

  private Attempt found(Kept kept, Object body, Object reply, List<Fact> selected) {
    return new Attempt.Found(
        Route.ROUTINE,
        text(kept.document(), body, reply),
        reply,
        1.0,
        evidence(body, reply, selected),
        Attempt.Source.ofProtocol(shelf.latest(kept).cid().text()),
        null);
  }

  /**
   * The answer in words: the document's own line, without the unit where the reply has none; the
   * plain fields where another of its slots is empty.
   */
  static String text(ProtocolDocument document, Object body, Object reply) {
    if (!document.says().isEmpty()) {
      Map<String, Object> values = new LinkedHashMap<>();
      leaves(body, values);
      leaves(reply, values);
      values.replaceAll((key, value) -> NumberText.of(value));
      String says = values.containsKey("unit") ? document.says() : withoutUnit(document.says());
      Optional<String> line = Phrase.fill(says, values);
      if (line.isPresent()) {
        return line.get();
      }
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    leaves(reply, fields);
    StringJoiner plain = new StringJoiner(", ");
    fields.forEach((key, value) -> plain.add(key + ": " + NumberText.of(value)));
    return plain.toString();
  }

  private static String withoutUnit(String says) {
    return says.replaceAll(" ?\\{unit}", "");
  }

  private static void leaves(Object tree, Map<String, Object> into) {
    if (tree instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
              into.put(String.valueOf(key), value);
            }
          });
    }
  }

  /**
   * The facts that are in the reply: of the place that was asked for, with a value that is said.
   */
  private static List<Evidence> evidence(Object body, Object reply, List<Fact> selected) {
    if (selected.isEmpty()) {
      return List.of();
    }
    Map<String, Object> asked = new LinkedHashMap<>();
    Map<String, Object> said = new LinkedHashMap<>();
    leaves(body, asked);
    leaves(reply, said);
    Object place = said.getOrDefault("place", asked.get("place"));
    return selected.stream()
        .filter(fact -> place == null || FactTrees.place(fact).equalsIgnoreCase(place.toString()))
        .filter(fact -> said.values().stream().anyMatch(v -> SameData.same(v, fact.value())))
        .limit(MOST_EVIDENCE)
        .map(Fact::evidence)
        .toList();
  }
}
