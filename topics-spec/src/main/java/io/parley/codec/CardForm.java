package io.parley.codec;

import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Card;
import io.parley.message.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A card and a status as maps (spec section 7). */
final class CardForm {
  private CardForm() {}

  static Card read(Fields fields) throws CodecException {
    Tier tier = fields.word("tier", Tier::ofWord);
    boolean router = fields.truth("router");
    List<String> subjects = fields.texts("subjects", Card.MOST_SUBJECTS);
    List<String> models = fields.texts("models", Card.MOST_MODELS);
    List<String> protocols = fields.cids("protocols", Card.MOST_PROTOCOLS);
    Card.Limits limits = limits(fields.fields("limits"));
    long epoch = epoch(fields);
    return fields.build(() -> new Card(tier, router, subjects, models, protocols, limits, epoch));
  }

  private static Card.Limits limits(@Nullable Fields fields) throws CodecException {
    if (fields == null) {
      return Card.Limits.UNKNOWN;
    }
    Integer payload = fields.wholeInt("payload", 1);
    Integer inFlight = fields.wholeInt("inFlight", 1);
    Double rate = fields.number("rate");
    return fields.build(() -> new Card.Limits(payload, inFlight, rate));
  }

  static AgentStatus readStatus(Fields fields) throws CodecException {
    AgentState state = fields.word("state", AgentState::ofWord);
    Instant at = fields.required("at", fields.instant("at"));
    return new AgentStatus(state, epoch(fields), at, load(fields.fields("load")));
  }

  private static AgentStatus.@Nullable Load load(@Nullable Fields fields) throws CodecException {
    if (fields == null) {
      return null;
    }
    int queue = fields.required("queue", fields.wholeInt("queue", 0));
    Double speed = fields.number("tokensPerSecond");
    return fields.build(() -> new AgentStatus.Load(queue, speed));
  }

  private static long epoch(Fields fields) throws CodecException {
    return fields.required("epoch", fields.whole("epoch", 0, AgentStatus.MOST_EPOCH));
  }

  static Map<String, @Nullable Object> write(Card card) {
    Card.Limits limits = card.limits();
    return new Draft()
        .put("tier", card.tier().word())
        .put("router", card.router())
        .put("subjects", card.subjects())
        .put("models", card.models())
        .put("protocols", card.protocols())
        .put(
            "limits",
            new Draft()
                .put("payload", limits.payload())
                .put("inFlight", limits.inFlight())
                .put("rate", limits.rate())
                .map())
        .put("epoch", card.epoch())
        .map();
  }

  static Map<String, @Nullable Object> write(AgentStatus status) {
    AgentStatus.Load load = status.load();
    return new Draft()
        .put("state", status.state().word())
        .put("epoch", status.epoch())
        .put("at", status.at().toString())
        .put(
            "load",
            load == null
                ? null
                : new Draft()
                    .put("queue", load.queue())
                    .put("tokensPerSecond", load.tokensPerSecond())
                    .map())
        .map();
  }
}
