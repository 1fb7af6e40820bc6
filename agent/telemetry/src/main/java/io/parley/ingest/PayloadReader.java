package io.parley.ingest;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.knowledge.Ended;
import io.parley.knowledge.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out how a payload is written, and reads its values. */
final class PayloadReader {
  private static final Pattern DEVICE_URN = Pattern.compile("^urn:dev:[a-z]+:");
  private static final Pattern OPAQUE = Pattern.compile("(?=.*[0-9])[0-9a-fA-F]{8,}");

  private final IngestSettings settings;
  private final Trees trees;

  /** Where the values go. */
  interface Sink {
    /**
     * Takes one value.
     *
     * @param path where in the payload
     * @param inWords what of the path belongs in a name
     * @param at when it was measured, if the payload says so
     */
    void value(
        String path, String inWords, Object value, @Nullable String unit, @Nullable Instant at);

    /** Takes that there is no value at this path, nor below it. */
    void none(String path, Ended.Why why);

    /** Takes the whole tree of a payload, before its values. */
    void tree(@Nullable Object tree);

    /** Takes that something is odd. */
    void noted(Noted odd);
  }

  PayloadReader(IngestSettings settings) {
    this.settings = settings;
    trees = new Trees(new Limits(settings.mostBytes(), CborTree.DEEPEST));
  }

  /**
   * Hands over the values of a payload; none for an empty one.
   *
   * @param now what relative times count from
   */
  void read(Format format, byte[] payload, @Nullable String contentType, Instant now, Sink sink)
      throws UnreadableException, CodecException {
    if (payload.length > settings.mostBytes()) {
      throw new UnreadableException(
          Unreadable.OVERSIZE,
          "payload of %d bytes must be at most %d".formatted(payload.length, settings.mostBytes()));
    }
    if (payload.length == 0) {
      sink.none("", Ended.Why.REMOVED);
      return;
    }
    byte[] marked = withoutMark(payload);
    switch (format) {
      case AUTO -> detect(marked, typeOf(contentType), now, sink);
      case JSON -> flatten(json(marked, sink), sink);
      case PLAIN -> plain(trees.text(marked), sink);
      case SENML_JSON -> senml(json(marked, sink), false, now, sink);
      case SENML_CBOR -> senml(CborTree.read(payload), true, now, sink);
    }
  }

  /** Without the byte order mark that some write before UTF-8. */
  private static byte[] withoutMark(byte[] payload) {
    boolean mark =
        payload.length > 3
            && payload[0] == (byte) 0xef
            && payload[1] == (byte) 0xbb
            && payload[2] == (byte) 0xbf;
    return mark ? Arrays.copyOfRange(payload, 3, payload.length) : payload;
  }

  private @Nullable Object json(byte[] payload, Sink sink) throws CodecException {
    return new LooseJson(trees, () -> sink.noted(Noted.NO_NUMBER)).read(payload);
  }

  private static String typeOf(@Nullable String contentType) {
    String type = Objects.requireNonNullElse(contentType, "").toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip();
  }

  private void detect(byte[] payload, String type, Instant now, Sink sink)
      throws UnreadableException, CodecException {
    switch (type) {
      case "application/senml+json" -> senml(json(payload, sink), false, now, sink);
      case "application/senml+cbor" -> senml(CborTree.read(payload), true, now, sink);
      case "application/cbor" -> flatten(CborTree.read(payload), sink);
      case "application/msgpack", "application/x-msgpack" ->
          flatten(trees.fromMsgPack(payload), sink);
      case "application/json" -> read(json(payload, sink), now, sink);
      case "text/plain" -> plain(trees.text(payload), sink);
      default -> guess(payload, now, sink);
    }
  }

  private void guess(byte[] payload, Instant now, Sink sink)
      throws UnreadableException, CodecException {
    int first = payload[0] & 0xff;
    // CBOR's arrays begin with 0x80..0x9f, which no UTF-8 text does.
    if (first >= 0x80 && first <= 0x9f) {
      if (CborTree.read(payload) instanceof List<?> list
          && !list.isEmpty()
          && list.get(0) instanceof Map<?, ?> record
          && record.keySet().stream().allMatch(key -> key.toString().matches("-?[0-9]"))) {
        senml(list, true, now, sink);
        return;
      }
      throw binary();
    }
    String text;
    try {
      text = trees.text(payload);
    } catch (CodecException e) {
      throw binary();
    }
    if (text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f\033".indexOf(c) < 0)) {
      throw binary();
    }
    String stripped = text.stripLeading();
    if (stripped.startsWith("{") || stripped.startsWith("[")) {
      read(json(payload, sink), now, sink);
    } else if (quoted(stripped)) {
      read(json(payload, sink), now, sink);
    } else if (LineProtocol.looksLikeIt(text)) {
      for (LineProtocol.Entry entry : LineProtocol.entries(text, settings.mostValues())) {
        sink.value(entry.path(), entry.inWords(), entry.value(), null, entry.at());
      }
    } else {
      plain(text, sink);
    }
  }

  /** Whether a text is one JSON string and nothing more. */
  private static boolean quoted(String text) {
    String whole = text.stripTrailing();
    return whole.length() > 1
        && whole.startsWith("\"")
        && whole.indexOf('"', 1) == whole.length() - 1;
  }

  private static UnreadableException binary() {
    return new UnreadableException(Unreadable.BINARY, "payload must be text, JSON or SenML");
  }

  private void read(@Nullable Object tree, Instant now, Sink sink) throws UnreadableException {
    if (SenmlPack.looksLikeOne(tree)) {
      senml(tree, false, now, sink);
    } else {
      flatten(tree, sink);
    }
  }

  private void flatten(@Nullable Object tree, Sink sink) throws UnreadableException {
    sink.tree(tree);
    new Flattening(
            settings.mostValues(),
            settings.mostItems(),
            new Flattening.Sink() {
              @Override
              public void value(String path, String inWords, Object value, @Nullable String unit) {
                sink.value(path, inWords, value, unit, null);
              }

              @Override
              public void none(String path, Ended.Why why) {
                sink.none(path, why);
              }
            })
        .walk(tree);
  }

  private static void plain(String text, Sink sink) throws UnreadableException {
    if (text.strip().length() > Reading.LONGEST_TEXT) {
      throw new UnreadableException(
          Unreadable.TOO_LONG,
          "a text value must be at most %d characters".formatted(Reading.LONGEST_TEXT));
    }
    Scalars.ofText(text)
        .ifPresentOrElse(
            s -> sink.value("", "", s.value(), s.unit(), null),
            () -> sink.none("", Scalars.why(text)));
  }

  private void senml(@Nullable Object tree, boolean cbor, Instant now, Sink sink)
      throws UnreadableException {
    List<SenmlPack.Entry> entries = SenmlPack.entries(tree, cbor, now);
    int count = 0;
    for (SenmlPack.Entry entry : entries) {
      if (count++ == settings.mostValues()) {
        throw new UnreadableException(
            Unreadable.TOO_MANY,
            "a message must hold at most %d values".formatted(settings.mostValues()));
      }
      if (entry.name().length() > Reading.LONGEST_NAME / 2) {
        throw new UnreadableException(Unreadable.TOO_LONG, "a SenML name must be short");
      }
      Object value = entry.value();
      if (value == null) {
        sink.none(entry.name(), Ended.Why.NO_VALUE);
      } else {
        sink.value(entry.name(), inWords(entry.name()), value, entry.unit(), entry.at());
      }
    }
  }

  /** The name without what only machines read: a device's URN and its serial number. */
  private static String inWords(String name) {
    StringBuilder words = new StringBuilder();
    for (String piece : DEVICE_URN.matcher(name).replaceFirst("").split("[:/]")) {
      if (!piece.isEmpty() && !OPAQUE.matcher(piece).matches()) {
        words.append(words.isEmpty() ? "" : ".").append(piece);
      }
    }
    return words.toString();
  }
}
