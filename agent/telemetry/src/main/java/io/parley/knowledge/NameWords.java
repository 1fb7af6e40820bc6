package io.parley.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words in a level of a topic or path, without what only machines read. */
final class NameWords {
  private static final Pattern PIECES =
      Pattern.compile("[^\\p{L}\\p{N}.]+|(?<![0-9])\\.|\\.(?![0-9])");
  private static final Pattern HUMP =
      Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll}{2})");
  private static final Pattern NUMBERED = Pattern.compile("(\\p{L}{2,})([0-9]+)");

  /** UUIDs, MAC addresses, EUIs, serial numbers: 8 hexadecimal digits or more, one a digit. */
  private static final Pattern ID =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\p{N}])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
              + "|(?:[0-9a-f]{2}[:-]){5,7}[0-9a-f]{2}|0x[0-9a-f]{4,}|(?=[a-f]*[0-9])[0-9a-f]{8,}"
              + "|[a-z]{1,4}[0-9]{6,})(?![\\p{L}\\p{N}])");

  /** The short form of a MAC address behind the name of a model. */
  private static final Pattern SHORT_ID =
      Pattern.compile("(?i)[-_](?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{6}$");

  /** Ends of words that stand for a word of their own. */
  private static final Pattern GLUED_END =
      Pattern.compile("(\\p{L}{3,})(temp|temperature|humidity|voltage|power|energy|pressure)");

  private static final int TAIL = 4;
  private static final Set<String> FORMULAS = Lexicon.shared().set("joined");
  private static final Map<String, String> GLUED = glued();

  private NameWords() {}

  private static Map<String, String> glued() {
    try (InputStream in = NameWords.class.getResourceAsStream("glued.txt")) {
      if (in == null) {
        throw new IllegalStateException("glued.txt must be beside its class");
      }
      Map<String, String> glued = new HashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\|"))
          .forEach(cells -> glued.put(cells[0], cells[1]));
      return glued;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of a text, lower case. */
  static List<String> of(String text) {
    String whole = GLUED.get(text.toLowerCase(Locale.ROOT));
    if (whole != null) {
      return List.of(whole.split(" "));
    }
    List<String> words = new ArrayList<>();
    for (String piece : PIECES.split(HUMP.matcher(text.strip()).replaceAll(" "))) {
      String word = piece.toLowerCase(Locale.ROOT);
      String told = GLUED.get(word);
      Matcher numbered = NUMBERED.matcher(word);
      if (told != null) {
        words.addAll(List.of(told.split(" ")));
      } else if (numbered.matches() && !FORMULAS.contains(word)) {
        words.addAll(parted(numbered.group(1)));
        words.add(numbered.group(2));
      } else if (!word.isEmpty()) {
        words.addAll(parted(word));
      }
    }
    return words;
  }

  private static List<String> parted(String word) {
    Matcher glued = GLUED_END.matcher(word);
    return glued.matches() ? List.of(glued.group(1), glued.group(2)) : List.of(word);
  }

  /** The level without serial numbers and their kin; empty if it is one. */
  static String withoutIds(String level) {
    return SHORT_ID.matcher(ID.matcher(level).replaceAll(" ")).replaceFirst("").strip();
  }

  /** The end of the serial number in a level, short enough to be said; empty if there is none. */
  static List<String> tail(String level) {
    String last = "";
    Matcher id = ID.matcher(level);
    while (id.find()) {
      last = id.group();
    }
    Matcher shortId = SHORT_ID.matcher(level);
    if (shortId.find()) {
      last = shortId.group();
    }
    String plain = last.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    return plain.isEmpty()
        ? List.of()
        : List.of(plain.substring(Math.max(0, plain.length() - TAIL)));
  }
}
