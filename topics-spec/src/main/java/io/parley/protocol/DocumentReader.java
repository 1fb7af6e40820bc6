package io.parley.protocol;

import io.parley.message.Shown;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one document: first the bytes as such, then front matter, then the sections. */
final class DocumentReader {
  private static final Set<String> KEYS =
      Set.of(
          "parley",
          "name",
          "version",
          "author",
          "supersedes",
          "expires",
          "effects",
          "facts",
          "says");
  private static final int MOST_PHRASES = 32;
  private static final int MOST_VECTORS = 64;
  private static final int MOST_ENTRIES = 64;
  private static final Pattern ENTRY = Pattern.compile("- `?([A-Za-z0-9_.-]{1,64})`?: (.{1,200})");

  private final byte[] bytes;

  DocumentReader(byte[] bytes) {
    this.bytes = bytes;
  }

  ProtocolDocument read() {
    String text = decoded();
    int end = text.indexOf("\n---\n", 3);
    if (!text.startsWith("---\n") || end < 0) {
      throw new DocumentException(
          "front-matter", "a document must begin with front matter between two lines of ---");
    }
    Map<String, String> front = DocumentTrees.frontMatter(text.substring(4, end + 1));
    checkKeys(front);
    Sections sections = Sections.of(text.substring(end + 5));
    try {
      return new ProtocolDocument(
          Cid.of(bytes),
          text,
          need(front, "name"),
          version(need(front, "version")),
          front.getOrDefault("author", ""),
          supersedes(front.get("supersedes")),
          expires(front.get("expires")),
          effects(need(front, "effects")),
          front.getOrDefault("facts", ""),
          front.getOrDefault("says", ""),
          sections.meaning(),
          DocumentTrees.object("Request", sections.code("Request")),
          DocumentTrees.object("Reply", sections.code("Reply")),
          phrases(sections.lines("Phrases")),
          entries("Units", sections.lines("Units")),
          entries("Errors", sections.lines("Errors")),
          vectors(sections.code("Vectors")));
    } catch (IllegalArgumentException e) {
      throw new DocumentException("field", String.valueOf(e.getMessage()));
    }
  }

  static DocumentException tooLarge(int length) {
    return new DocumentException(
        "size",
        "document of %d bytes must have at most %d".formatted(length, ProtocolDocument.MOST_BYTES));
  }

  private String decoded() {
    if (bytes.length > ProtocolDocument.MOST_BYTES) {
      throw tooLarge(bytes.length);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new DocumentException("utf-8", "the bytes of a document must be UTF-8");
    }
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw new DocumentException("nfc", "the text of a document must be in Unicode form NFC");
    }
    if (text.indexOf('\r') >= 0 || text.startsWith("\uFEFF")) {
      throw new DocumentException(
          "lf", "lines of a document must end with LF alone, without byte order mark");
    }
    return text;
  }

  private static void checkKeys(Map<String, String> front) {
    for (String key : front.keySet()) {
      if (!KEYS.contains(key)) {
        throw new DocumentException(
            "front-matter",
            "key '%s' must be one of %s"
                .formatted(Shown.shortened(key), KEYS.stream().sorted().toList()));
      }
    }
    if (!ProtocolDocument.FORMAT.equals(front.get("parley"))) {
      throw new DocumentException(
          "format", "key 'parley' must be '%s'".formatted(ProtocolDocument.FORMAT));
    }
  }

  private static String need(Map<String, String> front, String key) {
    String value = front.get(key);
    if (value == null || value.isBlank()) {
      throw new DocumentException("front-matter", "key '%s' must be given".formatted(key));
    }
    return value;
  }

  private static int version(String value) {
    if (!value.matches("[1-9][0-9]{0,5}")) {
      throw new DocumentException(
          "front-matter",
          "version '%s' must be a whole number from 1".formatted(Shown.shortened(value)));
    }
    return Integer.parseInt(value);
  }

  private static @Nullable Cid supersedes(@Nullable String value) {
    return value == null ? null : new Cid(value);
  }

  private static @Nullable Instant expires(@Nullable String value) {
    if (value == null) {
      return null;
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      throw new DocumentException(
          "front-matter",
          "expires '%s' must be a time like 2027-01-01T00:00:00Z"
              .formatted(Shown.shortened(value)));
    }
  }

  private static Effects effects(String value) {
    for (Effects effects : Effects.values()) {
      if (effects.word().equals(value)) {
        return effects;
      }
    }
    throw new DocumentException(
        "front-matter",
        "effects '%s' must be read-only or writes".formatted(Shown.shortened(value)));
  }

  private static List<Phrase> phrases(List<String> lines) {
    List<Phrase> phrases = new ArrayList<>();
    for (String line : lines) {
      if (!line.startsWith("- ")) {
        throw new DocumentException(
            "phrases", "line '%s' must begin with '- '".formatted(Shown.shortened(line)));
      }
      phrases.add(new Phrase(line.substring(2)));
    }
    if (phrases.size() > MOST_PHRASES) {
      throw new DocumentException("phrases", "there must be at most %d".formatted(MOST_PHRASES));
    }
    return phrases;
  }

  private static Map<String, String> entries(String section, List<String> lines) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher entry = ENTRY.matcher(line);
      if (!entry.matches()) {
        throw new DocumentException(
            "entries",
            "line '%s' of %s must read '- name: text'".formatted(Shown.shortened(line), section));
      }
      entries.put(entry.group(1), entry.group(2));
    }
    if (entries.size() > MOST_ENTRIES) {
      throw new DocumentException(
          "entries", "%s must have at most %d lines".formatted(section, MOST_ENTRIES));
    }
    return Map.copyOf(entries);
  }

  private static List<TestVector> vectors(String json) {
    List<TestVector> vectors = DocumentTrees.vectors(json);
    if (vectors.isEmpty() || vectors.size() > MOST_VECTORS) {
      throw new DocumentException("vectors", "there must be 1..%d vectors".formatted(MOST_VECTORS));
    }
    return vectors;
  }
}
