package io.parley.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of {@code lexicon.txt}: {@code [list key] words}, one a line, indented lines go on
 * with the one before.
 */
record LexiconFile(List<Entry> entries) {

  /** One list of words under its head, which is a name or a kind and a key. */
  record Entry(String head, List<String> words) {}

  static LexiconFile shipped() {
    try (InputStream in = LexiconFile.class.getResourceAsStream("lexicon.txt")) {
      if (in == null) {
        throw new IllegalStateException("lexicon.txt must be beside its class");
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LexiconFile of(String text) {
    List<Entry> entries = new ArrayList<>();
    text.lines()
        .forEach(
            line -> {
              if (line.startsWith("[")) {
                int end = line.indexOf(']');
                entries.add(new Entry(line.substring(1, end), words(line.substring(end + 1))));
              } else if (line.startsWith(" ")) {
                entries.get(entries.size() - 1).words().addAll(words(line));
              }
            });
    return new LexiconFile(entries);
  }

  private static List<String> words(String text) {
    return text.isBlank()
        ? new ArrayList<>()
        : new ArrayList<>(List.of(text.strip().split("\\s+")));
  }

  /** All lists with this head. */
  List<List<String>> all(String head) {
    return entries.stream().filter(e -> e.head().equals(head)).map(Entry::words).toList();
  }

  /** The lists of a kind by key. */
  Map<String, List<String>> keyed(String kind) {
    Map<String, List<String>> keyed = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.head().startsWith(kind + " ")) {
        keyed
            .computeIfAbsent(entry.head().substring(kind.length() + 1), k -> new ArrayList<>())
            .addAll(entry.words());
      }
    }
    return keyed;
  }

  /** The spans of a kind in seconds by word. */
  Map<String, Long> seconds(String kind) {
    Map<String, Long> seconds = new HashMap<>();
    keyed(kind)
        .forEach(
            (key, words) -> {
              long span =
                  switch (key) {
                    case "none" -> Lexicon.NO_SPAN;
                    case "ignored" -> Lexicon.IGNORED_SPAN;
                    default -> Long.parseLong(key);
                  };
              words.forEach(word -> seconds.put(word, span));
            });
    return seconds;
  }
}
