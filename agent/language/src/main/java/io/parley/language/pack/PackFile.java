package io.parley.language.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;

/** A pack's YAML file, read and checked: field, value and rule are named where it breaks one. */
final class PackFile {
  private static final int MOST_BYTES = 512 * 1024;
  private static final int MOST_PHRASES = 20_000;
  private static final int MOST_WORDS = 8;

  private final String file;
  private final JsonNode root;

  private PackFile(String file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /** Reads a file's bytes. */
  static PackFile read(String file, InputStream in) {
    try {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new PackException("%s: must be at most %d bytes".formatted(file, MOST_BYTES));
      }
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(0);
      options.setAllowDuplicateKeys(false);
      JsonNode root =
          new ObjectMapper(YAMLFactory.builder().loaderOptions(options).build()).readTree(bytes);
      if (!root.isObject()) {
        throw new PackException("%s: must be a map".formatted(file));
      }
      return new PackFile(file, root);
    } catch (IOException e) {
      throw new PackException("%s: is no YAML: %s".formatted(file, e.getMessage()));
    }
  }

  String language() {
    String language = root.path("language").asText("");
    if (!language.matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")) {
      throw new PackException("%s: language '%s' must be a BCP 47 tag".formatted(file, language));
    }
    return language;
  }

  boolean spaced() {
    String segmenter = root.path("segmenter").asText("spaces");
    return switch (segmenter) {
      case "spaces" -> true;
      case "longest-match" -> false;
      default ->
          throw new PackException(
              "%s: segmenter '%s' must be spaces or longest-match".formatted(file, segmenter));
    };
  }

  boolean compounds() {
    return root.path("compounds").asBoolean(false);
  }

  List<String> elisions() {
    return texts("elisions");
  }

  List<String> joints() {
    return texts("joints");
  }

  /** Pairs {@code letters:other letters}, e.g. {@code ü:ue}. */
  Map<String, String> spellings() {
    Map<String, String> spellings = new LinkedHashMap<>();
    for (String pair : texts("spellings")) {
      int cut = pair.indexOf(':');
      if (cut < 1) {
        throw new PackException(
            "%s: spellings: '%s' must be letters:letters".formatted(file, pair));
      }
      spellings.put(pair.substring(0, cut), pair.substring(cut + 1));
    }
    return spellings;
  }

  List<String> asides() {
    return texts("asides");
  }

  List<String> ordinals() {
    return texts("ordinals");
  }

  List<String> endings() {
    return texts("endings");
  }

  Map<String, BigDecimal> numbers() {
    return words("numbers", BigDecimal::new);
  }

  Map<String, Duration> timeUnits() {
    return words("time-units", Duration::parse);
  }

  Map<String, String> units() {
    return words("units", value -> value);
  }

  Map<String, Integer> halfDays() {
    return words("half-days", Integer::valueOf);
  }

  Map<String, String> wording() {
    Map<String, String> wording = new LinkedHashMap<>();
    root.path("wording")
        .properties()
        .forEach(entry -> wording.put(entry.getKey(), entry.getValue().asText()));
    return wording;
  }

  /** Every phrase of {@code concepts}: kind, then value, then a list of phrases. */
  List<Phrase> phrases() {
    List<Phrase> phrases = new ArrayList<>();
    for (Map.Entry<String, JsonNode> kindEntry : root.path("concepts").properties()) {
      Kind kind =
          Kind.of(kindEntry.getKey())
              .orElseThrow(
                  () ->
                      new PackException(
                          "%s: concepts.%s is no kind".formatted(file, kindEntry.getKey())));
      if (kindEntry.getValue().isArray()) {
        add(phrases, new Concept(kind, ""), kindEntry.getValue());
      } else {
        for (Map.Entry<String, JsonNode> entry : kindEntry.getValue().properties()) {
          add(phrases, new Concept(kind, entry.getKey()), entry.getValue());
        }
      }
    }
    if (phrases.size() > MOST_PHRASES) {
      throw new PackException("%s: must have at most %d phrases".formatted(file, MOST_PHRASES));
    }
    return phrases;
  }

  private void add(List<Phrase> phrases, Concept concept, JsonNode list) {
    String value = concept.value().isEmpty() ? "" : "." + concept.value();
    String field = "concepts." + concept.kind().code() + value;
    if (!list.isArray()) {
      throw new PackException("%s: %s must be a list of phrases".formatted(file, field));
    }
    for (JsonNode each : list) {
      List<String> words = List.of(text(field, each).strip().split("\\s+"));
      if (words.get(0).isEmpty() || words.size() > MOST_WORDS) {
        throw new PackException(
            "%s: %s: '%s' must have 1 to %d words"
                .formatted(file, field, each.asText(), MOST_WORDS));
      }
      phrases.add(new Phrase(words, concept));
    }
  }

  private List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    root.path(field).forEach(each -> texts.add(text(field, each)));
    return texts;
  }

  /** YAML reads some words, e.g. {@code no}, as values unless they stand in quotes. */
  private String text(String field, JsonNode word) {
    if (!word.isTextual() && !word.isNumber()) {
      throw new PackException(
          "%s: %s: '%s' must be text; in quotes if it is a word that YAML reads as a value"
              .formatted(file, field, word));
    }
    return word.asText().toLowerCase(Locale.ROOT);
  }

  /** A map of a value to the words for it, turned round. */
  private <T> Map<String, T> words(String field, Function<String, T> parse) {
    Map<String, T> words = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path(field).properties()) {
      T value;
      try {
        value = parse.apply(entry.getKey());
      } catch (NumberFormatException | DateTimeException e) {
        throw new PackException("%s: %s.%s is no value".formatted(file, field, entry.getKey()));
      }
      String name = field + "." + entry.getKey();
      if (!entry.getValue().isArray()) {
        throw new PackException("%s: %s must be a list of words".formatted(file, name));
      }
      entry.getValue().forEach(each -> words.put(text(name, each), value));
    }
    return words;
  }
}
