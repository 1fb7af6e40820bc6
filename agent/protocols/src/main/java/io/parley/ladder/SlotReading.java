package io.parley.ladder;

import io.parley.knowledge.Fact;
import io.parley.protocol.Phrase;
import io.parley.protocol.ProtocolDocument;
import io.parley.routine.FactTrees;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the words in the slots of a phrase into the body of a protocol. A slot that stays empty,
 * names nothing that is known here, or could be several things, makes no body: the question then
 * goes to whoever understands words.
 */
final class SlotReading {
  private static final Set<String> ARTICLES = Set.of("the", "a", "an", "our", "my");

  private final ProtocolDocument document;
  private final String subject;
  private final Function<String, List<Fact>> facts;

  /**
   * Reads for one document.
   *
   * @param subject the subject of the question, levels joined by slashes
   * @param facts finds facts by words
   */
  SlotReading(ProtocolDocument document, String subject, Function<String, List<Fact>> facts) {
    this.document = document;
    this.subject = subject.replace('/', ' ').toLowerCase(Locale.ROOT);
    this.facts = facts;
  }

  /** The body, with every name as the facts have it. */
  Optional<Map<String, Object>> body(Map<String, String> slots) {
    Optional<Map<String, Object>> body = bodyOfWords(slots);
    return document.facts().isEmpty() ? body : body.flatMap(this::known);
  }

  /** The body as it was said, for an asker who knows no facts. */
  Optional<Map<String, Object>> bodyOfWords(Map<String, String> slots) {
    if (!(document.request().get("properties") instanceof Map<?, ?> properties)) {
      return Optional.empty();
    }
    Map<String, Object> body = new LinkedHashMap<>();
    for (Object key : properties.keySet()) {
      String name = String.valueOf(key);
      String said = slots.get(name);
      if (said == null && required(name)) {
        said = subject;
        if (said.isEmpty()) {
          return Optional.empty();
        }
      }
      if (said != null) {
        Object value = value(properties.get(key), said);
        if (value == null) {
          return Optional.empty();
        }
        body.put(name, value);
      }
    }
    return Optional.of(body);
  }

  private boolean required(String name) {
    return document.request().get("required") instanceof List<?> list && list.contains(name);
  }

  private static @Nullable Object value(@Nullable Object schema, String said) {
    Map<?, ?> map = schema instanceof Map<?, ?> given ? given : Map.of();
    if (map.get("enum") instanceof List<?> choices) {
      return choices.contains(said) ? said : null;
    }
    String type = String.valueOf(map.get("type"));
    if (type.equals("number") || type.equals("integer")) {
      return NumberWords.isNumber(said) ? new BigDecimal(said) : null;
    }
    if (!type.equals("string")) {
      return null;
    }
    List<String> words = Arrays.asList(said.split(" "));
    int from = words.size() > 1 && ARTICLES.contains(words.get(0)) ? 1 : 0;
    String bare = String.join(" ", words.subList(from, words.size()));
    return bare.isBlank() ? null : bare;
  }

  private Optional<Map<String, Object>> known(Map<String, Object> body) {
    Optional<String> words = Phrase.fill(document.facts(), body);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    List<Fact> found = facts.apply(words.get());
    if (body.get("quantity") instanceof String quantity) {
      found = found.stream().filter(fact -> FactTrees.quantity(fact).equals(quantity)).toList();
    } else {
      Set<String> fixed = fixedWords();
      found = found.stream().filter(fact -> words(fact).containsAll(fixed)).toList();
    }
    Map<String, Object> named = new LinkedHashMap<>(body);
    for (Map.Entry<String, Object> part : body.entrySet()) {
      if (part.getValue() instanceof String said && !part.getKey().equals("quantity")) {
        String name = part.getKey().equals("place") ? place(said, found) : anything(said, found);
        if (name == null) {
          return Optional.empty();
        }
        named.put(part.getKey(), name);
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(named);
  }

  /** The words of the facts line outside its slots: every fact that is meant has them. */
  private Set<String> fixedWords() {
    return Arrays.stream(document.facts().toLowerCase(Locale.ROOT).split(" "))
        .filter(word -> !word.startsWith("{") && !word.isBlank())
        .collect(Collectors.toSet());
  }

  private static Set<String> words(Fact fact) {
    Set<String> words =
        Arrays.stream(fact.name().toLowerCase(Locale.ROOT).split(" ")).collect(Collectors.toSet());
    words.addAll(Arrays.asList(FactTrees.quantity(fact).toLowerCase(Locale.ROOT).split(" ")));
    return words;
  }

  private static @Nullable String place(String said, List<Fact> found) {
    Set<String> places =
        found.stream()
            .map(fact -> FactTrees.place(fact).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    if (places.contains(said)) {
      return said;
    }
    List<String> ends = places.stream().filter(place -> place.endsWith(" " + said)).toList();
    return ends.size() == 1 ? ends.get(0) : null;
  }

  private static @Nullable String anything(String said, List<Fact> found) {
    List<String> parts = Arrays.asList(said.split(" "));
    return found.stream().anyMatch(fact -> words(fact).containsAll(parts)) ? said : null;
  }
}
