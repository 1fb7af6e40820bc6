package io.parley.ingest;

import io.parley.message.Shown;
import java.util.Arrays;
import java.util.Locale;

/** How the payloads under a filter are written. */
public enum Format {
  /** Found out for each message, by topic, Content Type and first bytes. */
  AUTO("auto"),
  /** JSON; objects and arrays are flattened by path. */
  JSON("json"),
  /** One number, boolean or short text. */
  PLAIN("plain"),
  /** SenML in JSON (RFC 8428, section 5). */
  SENML_JSON("senml+json"),
  /** SenML in CBOR (RFC 8428, section 6). */
  SENML_CBOR("senml+cbor");

  private final String word;

  Format(String word) {
    this.word = word;
  }

  /** The word in the settings. */
  public String word() {
    return word;
  }

  /**
   * The format of this word.
   *
   * @throws IllegalArgumentException naming the word and all that there are
   */
  public static Format of(String word) {
    return Arrays.stream(values())
        .filter(format -> format.word.equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "format '%s' must be one of %s"
                        .formatted(
                            Shown.shortened(word),
                            Arrays.stream(values()).map(Format::word).toList())));
  }
}
