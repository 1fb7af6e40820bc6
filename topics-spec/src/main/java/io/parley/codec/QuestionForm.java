package io.parley.codec;

import io.parley.message.Codes;
import io.parley.message.Evidence;
import io.parley.message.Ids;
import io.parley.message.Needs;
import io.parley.message.Origin;
import io.parley.message.Question;
import io.parley.query.Query;
import io.parley.topics.TopicFilter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A question as a map (spec section 4). */
final class QuestionForm {
  /** Five hops leave six nodes; two more are room for what an outsider may have put there. */
  private static final int LONGEST_PATH = 8;

  private QuestionForm() {}

  static Question read(Fields fields) throws CodecException {
    String id = fields.id("id");
    String text = fields.text("text");
    String protocol = fields.cid("protocol");
    String replyTo =
        fields.text(
            "replyTo",
            TopicFilter::validName,
            Codes.REPLY_TOPIC,
            "must be a topic name without wildcards");
    boolean stream = fields.truth("stream");
    Needs needs = needs(fields.fields("needs"));
    Origin origin = origin(fields.fields("origin"));
    List<String> path = path(fields);
    List<Evidence> facts = fields.each("facts", Question.MOST_FACTS, EvidenceForm::read);
    Query query = QueryForm.inside(fields);
    String conversation = fields.id("conversation");
    String lang = fields.text("lang");
    Object body = fields.tree("body");
    if (body != null && protocol == null) {
      throw fields.wrong("body", "", "must come with a protocol");
    }
    return fields.build(
        () ->
            new Question(
                id,
                text,
                protocol,
                body,
                replyTo,
                stream,
                needs,
                origin,
                path,
                facts,
                query,
                conversation,
                lang));
  }

  private static Needs needs(@Nullable Fields fields) throws CodecException {
    if (fields == null) {
      return Needs.DEFAULT;
    }
    Double confidence = fields.number("confidence");
    Long hops = fields.whole("hops", 0, Needs.MOST_HOPS);
    Long ms = fields.whole("ms", 1, Needs.LONGEST_MS);
    boolean local = fields.truth("local");
    boolean mayWait = fields.truth("wait");
    return fields.build(
        () ->
            new Needs(
                confidence,
                hops == null ? Needs.MOST_HOPS : Math.toIntExact(hops),
                ms,
                local,
                mayWait));
  }

  private static @Nullable Origin origin(@Nullable Fields fields) throws CodecException {
    if (fields == null) {
      return null;
    }
    String site = fields.requiredId("site");
    String agent = fields.requiredId("agent");
    String subject = fields.text("subject");
    return fields.build(() -> new Origin(site, subject == null ? "" : subject, agent));
  }

  private static List<String> path(Fields fields) throws CodecException {
    List<String> path = fields.texts("path", LONGEST_PATH);
    for (String node : path) {
      String[] parts = node.split("/", -1);
      if (parts.length != 2 || !Ids.valid(parts[0]) || !Ids.valid(parts[1])) {
        throw fields.wrong("path", node, "must be a site and an agent, joined by a slash");
      }
    }
    return path;
  }

  static Map<String, @Nullable Object> write(Question question) {
    Origin origin = question.origin();
    Query query = question.query();
    return new Draft()
        .put("id", question.id())
        .put("text", question.text())
        .put("protocol", question.protocol())
        .putData("body", question.body())
        .put("query", query == null ? null : QueryForm.write(query))
        .put("conversation", question.conversation())
        .put("lang", question.lang())
        .put("replyTo", question.replyTo())
        .put("stream", question.stream() ? true : null)
        .put("needs", needs(question.needs()))
        .put("origin", origin == null ? null : origin(origin))
        .put("path", question.path())
        .putEach("facts", question.facts(), EvidenceForm::write)
        .map();
  }

  private static Map<String, @Nullable Object> needs(Needs needs) {
    return new Draft()
        .put("confidence", needs.confidence())
        .put("hops", needs.hops() == Needs.MOST_HOPS ? null : (Integer) needs.hops())
        .put("ms", needs.ms())
        .put("local", needs.local() ? true : null)
        .put("wait", needs.mayWait() ? true : null)
        .map();
  }

  private static Map<String, @Nullable Object> origin(Origin origin) {
    return new Draft()
        .put("site", origin.site())
        .put("subject", origin.subject())
        .put("agent", origin.agent())
        .map();
  }
}
