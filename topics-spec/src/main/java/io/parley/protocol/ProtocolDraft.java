package io.parley.protocol;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document in the making. Writing is a pure function of the fields, keys sorted, so that two
 * sites that found the same protocol apart write the same bytes, and so the same id.
 *
 * @param name as in {@link ProtocolDocument}, like all below
 */
public record ProtocolDraft(
    String name,
    int version,
    String author,
    @Nullable Cid supersedes,
    @Nullable Instant expires,
    Effects effects,
    String facts,
    String says,
    String meaning,
    Map<String, Object> request,
    Map<String, Object> reply,
    List<Phrase> phrases,
    Map<String, String> units,
    Map<String, String> errors,
    List<TestVector> vectors) {

  /**
   * The document that says this.
   *
   * @throws DocumentException if a field breaks a rule of documents
   */
  public ProtocolDocument document() {
    String text = Normalizer.normalize(markdown(), Normalizer.Form.NFC);
    return ProtocolDocument.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("---\n");
    front(text, "parley", ProtocolDocument.FORMAT);
    front(text, "name", name);
    text.append("version: ").append(version).append('\n');
    front(text, "author", author);
    front(text, "supersedes", supersedes == null ? "" : supersedes.text());
    front(text, "expires", expires == null ? "" : expires.toString());
    front(text, "effects", effects.word());
    front(text, "facts", facts);
    front(text, "says", says);
    text.append("---\n").append(meaning.strip()).append("\n");
    if (!phrases.isEmpty()) {
      text.append("\n## Phrases\n\n");
      phrases.stream()
          .map(Phrase::text)
          .sorted()
          .forEach(phrase -> text.append("- ").append(phrase).append('\n'));
    }
    code(text, "Request", DocumentTrees.pretty(request));
    code(text, "Reply", DocumentTrees.pretty(reply));
    entries(text, "Units", units);
    entries(text, "Errors", errors);
    StringBuilder lines = new StringBuilder("[\n");
    for (int i = 0; i < vectors.size(); i++) {
      lines.append("  ").append(DocumentTrees.flat(tree(vectors.get(i))));
      lines.append(i + 1 < vectors.size() ? ",\n" : "\n");
    }
    code(text, "Vectors", lines.append("]").toString());
    return text.toString();
  }

  private static Map<String, Object> tree(TestVector vector) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("body", vector.body());
    if (!vector.facts().isEmpty()) {
      tree.put("facts", vector.facts());
    }
    if (vector.reply() != null) {
      tree.put("reply", vector.reply());
    } else if (vector.error() != null) {
      tree.put("error", vector.error());
    }
    return tree;
  }

  private static void front(StringBuilder text, String key, String value) {
    if (!value.isEmpty()) {
      text.append(key).append(": ").append(DocumentTrees.flat(value)).append('\n');
    }
  }

  private static void code(StringBuilder text, String heading, String code) {
    text.append("\n## ").append(heading).append("\n\n```json\n").append(code).append("\n```\n");
  }

  private static void entries(StringBuilder text, String heading, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    text.append("\n## ").append(heading).append("\n\n");
    entries.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            e ->
                text.append("- ")
                    .append(e.getKey())
                    .append(": ")
                    .append(e.getValue())
                    .append('\n'));
  }
}
