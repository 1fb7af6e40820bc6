package io.parley.language.reader;

import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import io.parley.language.pack.Phrase;
import io.parley.query.QueryException;
import io.parley.query.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a pack's phrases among tokens, and the numbers, units and times in them. */
final class PhraseMatch {
  /** A word behind a time of day that leaves the hour as it is, e.g. o'clock. */
  private static final int WHOLE_DAY = 24;

  /** A time of the morning or of the afternoon, said by words around it. */
  private static final Set<String> HALVES = Set.of("am", "pm");

  private final LanguagePack pack;
  private final List<String> tokens;

  PhraseMatch(LanguagePack pack, List<String> tokens) {
    this.pack = pack;
    this.tokens = tokens;
  }

  /** What fills the slots of a phrase. */
  private static final class Slots {
    private @Nullable BigDecimal number;
    private @Nullable Duration unit;
    private @Nullable LocalTime clock;
    private boolean halfOpen;
  }

  /** The longest phrase here, by the words as they stand, else by their stems. */
  @Nullable Link longest(int at) {
    String word = tokens.get(at);
    Link unit = unit(at);
    Link best = longest(at, candidates(word));
    if (unit != null && (best == null || best.to() < unit.to())) {
      best = unit;
    } else if (unit != null && best != null && best.to() == unit.to()) {
      best = best.withUnit(unit.unit());
    }
    return best;
  }

  /** The phrases that begin with this word, or with it in another form. */
  private List<Phrase> candidates(String word) {
    List<Phrase> phrases = new ArrayList<>(pack.phrases(word));
    for (String stem : pack.stems(word)) {
      pack.phrases(stem).stream()
          .filter(phrase -> inflects(phrase.concept().kind()))
          .forEach(phrases::add);
    }
    return phrases;
  }

  private boolean says(String token, String word, Kind kind) {
    return token.equals(word) || (inflects(kind) && pack.stems(token).contains(word));
  }

  private static boolean inflects(Kind kind) {
    return kind.restricts() || kind == Kind.STATE || kind == Kind.THING;
  }

  /** What a single word means as it stands, else by its stems. */
  List<Concept> concepts(String word) {
    if (!pack.concepts(word).isEmpty()) {
      return pack.concepts(word);
    }
    return pack.stems(word).stream()
        .map(pack::concepts)
        .map(found -> found.stream().filter(c -> inflects(c.kind())).toList())
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private @Nullable Link longest(int at, List<Phrase> phrases) {
    int longest = 0;
    Span span = null;
    Set<Concept> concepts = new LinkedHashSet<>();
    for (Phrase phrase : phrases) {
      Slots slots = new Slots();
      int end = end(phrase, at, slots);
      // "Tanks 1 à 4" names no time.
      boolean range = slots.clock != null && at > 0 && decimal(tokens.get(at - 1)) != null;
      if (end - at < longest || end < 0 || range) {
        continue;
      }
      Span named =
          phrase.concept().kind() == Kind.SPAN ? span(phrase.concept().value(), slots) : null;
      if (phrase.concept().kind() == Kind.SPAN && named == null) {
        continue;
      }
      if (end - at > longest) {
        concepts.clear();
        span = null;
        longest = end - at;
      }
      concepts.add(phrase.concept());
      span = named == null ? span : named;
    }
    return longest == 0
        ? null
        : new Link(
            at,
            at + longest,
            String.join(" ", tokens.subList(at, at + longest)),
            List.copyOf(concepts),
            List.of(),
            null,
            span,
            null,
            false);
  }

  /** The time that begins with a number or a clock here. */
  @Nullable Link span(int at) {
    List<Phrase> phrases = new ArrayList<>();
    for (String slot : List.of(Phrase.NUMBER, Phrase.TIME_UNIT, Phrase.CLOCK)) {
      phrases.addAll(pack.phrases(slot));
    }
    return longest(at, phrases);
  }

  /** The token after the phrase; -1 if it does not stand here. */
  private int end(Phrase phrase, int at, Slots slots) {
    int gap = phrase.words().indexOf(Phrase.GAP);
    if (gap < 0) {
      return end(phrase.words(), at, slots, phrase.concept().kind());
    }
    int before = end(phrase.words().subList(0, gap), at, slots, phrase.concept().kind());
    List<String> after = phrase.words().subList(gap + 1, phrase.words().size());
    for (int from = before + 1; before >= 0 && from < tokens.size(); from++) {
      int end = end(after, from, slots, phrase.concept().kind());
      if (end >= 0) {
        return end;
      }
    }
    return -1;
  }

  private int end(List<String> words, int at, Slots slots, Kind kind) {
    int token = at;
    for (String word : words) {
      if (token >= tokens.size()) {
        return -1;
      }
      int next =
          switch (word) {
            case Phrase.NUMBER -> slotNumber(token, slots);
            case Phrase.TIME_UNIT -> slotUnit(token, slots);
            case Phrase.CLOCK -> slotClock(token, slots);
            default -> says(tokens.get(token), word, kind) ? token + 1 : -1;
          };
      if (next < 0) {
        return -1;
      }
      token = next;
    }
    return token;
  }

  private int slotNumber(int token, Slots slots) {
    slots.number = number(token);
    return slots.number == null ? -1 : token + 1;
  }

  private int slotUnit(int token, Slots slots) {
    slots.unit = pack.timeUnit(tokens.get(token));
    return slots.unit == null ? -1 : token + 1;
  }

  /** Reads {@code 6}, {@code 6:30}, {@code 6 am}, or a word such as noon. */
  private int slotClock(int token, Slots slots) {
    String[] parts = tokens.get(token).split(":");
    BigDecimal hour = parts.length == 2 ? decimal(parts[0]) : number(token);
    BigDecimal minute = parts.length == 2 ? decimal(parts[1]) : BigDecimal.ZERO;
    if (hour == null || minute == null) {
      return -1;
    }
    int end = token + 1;
    int hours = hour.intValue();
    Integer half = end < tokens.size() ? pack.halfDay(tokens.get(end)) : null;
    if (half == null && parts.length < 2 && unit(end) != null) {
      // "At 20 degrees" names no time.
      return -1;
    }
    BigDecimal after = half != null && half == WHOLE_DAY ? decimalAt(end + 1) : null;
    if (after != null && parts.length < 2 && tokens.get(end + 1).length() == 2) {
      minute = after;
      end++;
    }
    if (half != null) {
      hours = half == WHOLE_DAY ? hours : (hours % 12) + half;
      end++;
    }
    boolean whole = hour.stripTrailingZeros().scale() <= 0;
    if (!whole || hours < 0 || hours > 23 || minute.intValue() > 59) {
      return -1;
    }
    slots.halfOpen = half == null && parts.length < 2 && hours < 12 && pack.twelveHours();
    slots.clock = LocalTime.of(hours, minute.intValue());
    return end;
  }

  private @Nullable BigDecimal decimalAt(int at) {
    return at < tokens.size() ? decimal(tokens.get(at)) : null;
  }

  private static @Nullable Span span(String code, Slots slots) {
    try {
      int slash = code.indexOf('/');
      String name = slash < 0 ? code : code.substring(0, slash);
      String rest = slash < 0 ? "" : code.substring(slash + 1);
      return switch (name) {
        case "last" -> new Span.Last(rest.isEmpty() ? length(slots) : Duration.parse(rest));
        case "ago" -> new Span.Ago(rest.isEmpty() ? length(slots) : Duration.parse(rest));
        case "since" -> new Span.Since(clock(slots, rest));
        case "at" -> slots.halfOpen && !HALVES.contains(rest) ? null : at(rest, slots);
        default -> new Span.Calendar(Span.Term.of(code).orElseThrow());
      };
    } catch (QueryException e) {
      return null;
    }
  }

  private static Span at(String day, Slots slots) {
    if (HALVES.contains(day)) {
      LocalTime time = clock(slots, "");
      boolean later = day.equals("pm") && time.getHour() < 12;
      return new Span.At(later ? time.plusHours(12) : time, Span.Term.TODAY);
    }
    if (day.indexOf(':') > 0) {
      int space = day.indexOf(' ');
      return space < 0
          ? new Span.At(LocalTime.parse(day), Span.Term.TODAY)
          : new Span.At(
              LocalTime.parse(day.substring(0, space)),
              Span.Term.of(day.substring(space + 1)).orElseThrow());
    }
    Span.Term term = day.isEmpty() ? Span.Term.TODAY : Span.Term.of(day).orElseThrow();
    return new Span.At(clock(slots, ""), term);
  }

  private static LocalTime clock(Slots slots, String fixed) {
    return !fixed.isEmpty() || slots.clock == null ? LocalTime.parse(fixed) : slots.clock;
  }

  private static Duration length(Slots slots) {
    BigDecimal count = slots.number == null ? BigDecimal.ONE : slots.number;
    Duration unit = slots.unit == null ? Duration.ofHours(1) : slots.unit;
    double seconds = Math.min(count.doubleValue() * unit.toSeconds(), 1e10);
    return Duration.ofSeconds(Math.round(seconds));
  }

  /** The number that a token says. */
  @Nullable BigDecimal number(int at) {
    if (at >= tokens.size()) {
      return null;
    }
    BigDecimal said = pack.number(tokens.get(at));
    return said == null ? decimal(tokens.get(at)) : said;
  }

  private static @Nullable BigDecimal decimal(String token) {
    boolean negative = token.length() > 1 && token.charAt(0) == '-';
    boolean digits = negative || SiteIndex.number(token);
    if (!digits || token.length() > 18 || token.indexOf(':') >= 0) {
      return null;
    }
    try {
      return new BigDecimal(token);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The unit that stands here, in one or two tokens. */
  @Nullable Link unit(int at) {
    for (int length = Math.min(3, tokens.size() - at); length > 0; length--) {
      String words = String.join(" ", tokens.subList(at, at + length));
      String unit = pack.unit(words);
      if (unit != null) {
        return Link.ofUnit(at, at + length, words, unit);
      }
    }
    return null;
  }
}
