package io.parley.codec;

import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Cost;
import io.parley.message.Evidence;
import io.parley.message.Frame;
import io.parley.message.Hop;
import io.parley.message.Nak;
import io.parley.message.Reason;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.query.Query;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An answer and its frames as maps (spec sections 5 and 6). */
final class AnswerForm {
  private static final int MOST_HOPS = 16;
  private static final int MOST_EVIDENCE = 256;

  private AnswerForm() {}

  static Answer read(Fields fields) throws CodecException {
    String id = fields.id("id");
    Status status = fields.word("status", Status::ofWord);
    String text = fields.text("text");
    Object data = fields.tree("data");
    Double confidence = fields.number("confidence");
    Route route = fields.word("route", Route::ofWord);
    By by = by(fields.required("by", fields.fields("by")));
    List<Hop> hops = fields.each("hops", MOST_HOPS, AnswerForm::hop);
    List<Evidence> evidence = fields.each("evidence", MOST_EVIDENCE, EvidenceForm::read);
    Cost cost = cost(fields.fields("cost"));
    Reason reason = reason(fields.fields("reason"));
    Boolean ack = ack(fields);
    Nak nak = nak(fields, ack);
    boolean provisional = fields.truth("provisional");
    Query query = QueryForm.inside(fields);
    String readAs = fields.text("readAs");
    String lang = fields.text("lang");
    return fields.build(
        () ->
            new Answer(
                id,
                status,
                text,
                data,
                confidence,
                route,
                by,
                hops,
                evidence,
                cost,
                reason,
                ack,
                nak,
                provisional,
                query,
                readAs,
                lang));
  }

  private static @Nullable Boolean ack(Fields fields) throws CodecException {
    Boolean ack = fields.truthOrAbsent("ack");
    if (ack != null && !ack) {
      throw fields.wrong("ack", ack, "must be true or absent");
    }
    return ack;
  }

  private static @Nullable Nak nak(Fields fields, @Nullable Boolean ack) throws CodecException {
    String word = fields.text("nak");
    if (word != null && ack != null) {
      throw fields.wrong("nak", word, "must not stand beside ack");
    }
    return word == null ? null : fields.word("nak", Nak::ofWord);
  }

  static Frame readFrame(Fields fields) throws CodecException {
    String id = fields.id("id");
    int seq = fields.required("seq", fields.wholeInt("seq", 0));
    String delta = fields.text("delta");
    String progress = fields.text("progress");
    return fields.build(() -> new Frame(id, seq, delta, progress));
  }

  private static By by(Fields fields) throws CodecException {
    String agent = fields.requiredId("agent");
    Tier tier = fields.word("tier", Tier::ofWord);
    String model = fields.text("model");
    String snapshot = fields.text("snapshot");
    String protocol = fields.cid("protocol");
    return fields.build(() -> new By(agent, tier, model, snapshot, protocol));
  }

  private static Hop hop(Fields fields) throws CodecException {
    String agent = fields.requiredId("agent");
    Status outcome = fields.word("outcome", Status::ofWord);
    long ms = fields.required("ms", fields.whole("ms", 0, Long.MAX_VALUE));
    return new Hop(agent, outcome, ms);
  }

  private static @Nullable Cost cost(@Nullable Fields fields) throws CodecException {
    return fields == null
        ? null
        : new Cost(
            fields.wholeInt("promptTokens", 0),
            fields.wholeInt("cachedTokens", 0),
            fields.wholeInt("completionTokens", 0),
            fields.whole("ms", 0, Long.MAX_VALUE),
            fields.notNegative("joules"));
  }

  private static @Nullable Reason reason(@Nullable Fields fields) throws CodecException {
    if (fields == null) {
      return null;
    }
    String code = fields.requiredText("code");
    String text = Objects.requireNonNullElse(fields.text("text"), "");
    List<String> words = fields.texts("words", Reason.MOST_WORDS);
    return fields.build(() -> new Reason(code, text, words));
  }

  static Map<String, @Nullable Object> write(Answer answer) {
    Cost cost = answer.cost();
    Reason reason = answer.reason();
    Nak nak = answer.nak();
    Query query = answer.query();
    return new Draft()
        .put("id", answer.id())
        .put("status", answer.status().word())
        .put("text", answer.text())
        .put("lang", answer.lang())
        .putData("data", answer.data())
        .put("query", query == null ? null : QueryForm.write(query))
        .put("readAs", answer.readAs())
        .put("confidence", answer.confidence())
        .put("route", answer.route().word())
        .put("by", by(answer.by()))
        .putEach("hops", answer.hops(), AnswerForm::hop)
        .putEach("evidence", answer.evidence(), EvidenceForm::write)
        .put("cost", cost == null ? null : cost(cost))
        .put("reason", reason == null ? null : reason(reason))
        .put("ack", answer.ack())
        .put("nak", nak == null ? null : nak.word())
        .put("provisional", answer.provisional() ? true : null)
        .map();
  }

  static Map<String, @Nullable Object> write(Frame frame) {
    return new Draft()
        .put("id", frame.id())
        .put("seq", frame.seq())
        .put("delta", frame.delta())
        .put("progress", frame.progress())
        .map();
  }

  private static Map<String, @Nullable Object> by(By by) {
    return new Draft()
        .put("agent", by.agent())
        .put("tier", by.tier().word())
        .put("model", by.model())
        .put("snapshot", by.snapshot())
        .put("protocol", by.protocol())
        .map();
  }

  private static Map<String, @Nullable Object> hop(Hop hop) {
    return new Draft()
        .put("agent", hop.agent())
        .put("outcome", hop.outcome().word())
        .put("ms", hop.ms())
        .map();
  }

  private static Map<String, @Nullable Object> cost(Cost cost) {
    return new Draft()
        .put("promptTokens", cost.promptTokens())
        .put("cachedTokens", cost.cachedTokens())
        .put("completionTokens", cost.completionTokens())
        .put("ms", cost.ms())
        .put("joules", cost.joules())
        .map();
  }

  private static Map<String, @Nullable Object> reason(Reason reason) {
    return new Draft()
        .put("code", reason.code())
        .put("text", reason.text())
        .put("words", reason.words())
        .map();
  }
}
