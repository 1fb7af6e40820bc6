package io.parley.protocol;

import io.parley.message.Shown;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phrase template such as {@code what is the {quantity} of {place}}: words in lower case, and
 * slots of one to six words, no two side by side. Matching is code, so that no model is needed.
 */
public final class Phrase {
  private static final int MOST_WORDS = 48;
  private static final int MOST_SLOT_WORDS = 6;
  private static final int MOST_MATCHES = 16;
  private static final Pattern SLOT = Pattern.compile("\\{([a-z][A-Za-z0-9]{0,31})}");
  private static final Pattern EDGE = Pattern.compile("^[\\p{P}&&[^-{}+]]+|[\\p{P}&&[^%{}]]+$");

  private final String text;
  private final List<String> words;

  /**
   * Reads a template as it is written in a document.
   *
   * @throws IllegalArgumentException naming the phrase and the rule
   */
  public Phrase(String text) {
    this.text = text;
    this.words = templateWords(text);
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      throw new IllegalArgumentException(
          "phrase '%s' must have 1..%d words".formatted(Shown.shortened(text), MOST_WORDS));
    }
    for (int i = 1; i < words.size(); i++) {
      if (isSlot(words.get(i)) && isSlot(words.get(i - 1))) {
        throw new IllegalArgumentException(
            "phrase '%s' must have a word between two slots".formatted(Shown.shortened(text)));
      }
    }
    if (words.stream().allMatch(Phrase::isSlot)) {
      throw new IllegalArgumentException(
          "phrase '%s' must have a word outside its slots".formatted(Shown.shortened(text)));
    }
  }

  /** The template as it is written. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Phrase that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /** The words of a text as phrases compare them: NFC, lower case, without outer punctuation. */
  public static List<String> words(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    for (String word : normal.split("\\s+")) {
      String bare = EDGE.matcher(word).replaceAll("");
      if (!bare.isEmpty()) {
        words.add(bare);
      }
    }
    return words;
  }

  /** The names of the slots, in order. */
  public List<String> slots() {
    return words.stream().filter(Phrase::isSlot).map(Phrase::slotName).toList();
  }

  /**
   * All the ways in which the question fits, at most 16: slot to words, shortest slots first. A
   * caller resolves each against what it knows; the template alone cannot tell a place from a word.
   */
  public List<Map<String, String>> matches(String question) {
    return matches(words(question));
  }

  /** As {@link #matches(String)}, for a question cut into its {@link #words} before. */
  public List<Map<String, String>> matches(List<String> said) {
    List<Map<String, String>> found = new ArrayList<>();
    if (said.size() <= MOST_WORDS && said.size() >= words.size()) {
      match(words, 0, said, 0, new LinkedHashMap<>(), found);
    }
    return found;
  }

  /** Fills the slots of a line with values; empty if one has none. */
  public static Optional<String> fill(String line, Map<String, ?> values) {
    Matcher slots = SLOT.matcher(line);
    StringBuilder filled = new StringBuilder();
    while (slots.find()) {
      Object value = values.get(slots.group(1));
      if (value == null) {
        return Optional.empty();
      }
      slots.appendReplacement(filled, Matcher.quoteReplacement(String.valueOf(value)));
    }
    slots.appendTail(filled);
    return Optional.of(filled.toString());
  }

  private static void match(
      List<String> template,
      int at,
      List<String> said,
      int from,
      Map<String, String> bound,
      List<Map<String, String>> found) {
    if (found.size() >= MOST_MATCHES) {
      return;
    }
    if (at == template.size()) {
      if (from == said.size()) {
        found.add(new LinkedHashMap<>(bound));
      }
      return;
    }
    String word = template.get(at);
    if (!isSlot(word)) {
      if (from < said.size() && said.get(from).equals(word)) {
        match(template, at + 1, said, from + 1, bound, found);
      }
      return;
    }
    int longest = Math.min(said.size() - from, MOST_SLOT_WORDS);
    for (int length = 1; length <= longest; length++) {
      bound.put(slotName(word), String.join(" ", said.subList(from, from + length)));
      match(template, at + 1, said, from + length, bound, found);
    }
    bound.remove(slotName(word));
  }

  private static List<String> templateWords(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      String bare = EDGE.matcher(word).replaceAll("");
      if (isSlot(bare)) {
        words.add(bare);
      } else {
        words.addAll(words(word));
      }
    }
    return words;
  }

  private static boolean isSlot(String word) {
    return SLOT.matcher(word).matches();
  }

  private static String slotName(String word) {
    return word.substring(1, word.length() - 1);
  }
}
