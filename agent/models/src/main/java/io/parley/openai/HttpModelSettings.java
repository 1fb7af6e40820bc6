package io.parley.openai;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model behind an HTTP server.
 *
 * @param name its name, as answers give it
 * @param base the server up to and with the version, e.g. {@code http://127.0.0.1:8080/v1}
 * @param model the name the server knows it by
 * @param api which endpoint takes the prompt
 * @param dialect how the server takes a grammar
 * @param apiKey sent as a bearer token; absent: none
 * @param contextTokens its context in tokens, 64..4194304
 * @param slots how many questions are asked of it at once, 1..256
 * @param connect the longest that connecting may take
 * @param firstToken the longest until the server says something
 * @param silence the longest pause after that
 * @param failures after so many failures in a row it is left alone for a while, 1..100
 * @param rest how long it is left alone
 */
public record HttpModelSettings(
    String name,
    URI base,
    String model,
    Api api,
    Dialect dialect,
    @Nullable String apiKey,
    int contextTokens,
    int slots,
    Duration connect,
    Duration firstToken,
    Duration silence,
    int failures,
    Duration rest) {
  /** Endpoints. */
  public enum Api {
    /** {@code /completions}: the prompt as it is. */
    COMPLETIONS,
    /** {@code /chat/completions}: the prefix as system message, the rest as the user's. */
    CHAT
  }

  /** How constraints are sent. */
  public enum Dialect {
    /** Not at all: the answer is checked here. */
    PLAIN,
    /** llama.cpp's {@code grammar}. */
    LLAMA_CPP,
    /** vLLM's {@code structured_outputs}. */
    VLLM
  }

  public HttpModelSettings {
    String scheme = String.valueOf(base.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("base %s must be http or https".formatted(base));
    }
    within("contextTokens", contextTokens, 64, 4_194_304);
    within("slots", slots, 1, 256);
    within("failures", failures, 1, 100);
  }

  /**
   * Usual times: five seconds to connect, a minute to the first token, twenty seconds of silence.
   */
  public static HttpModelSettings of(String name, URI base, String model) {
    return new HttpModelSettings(
        name,
        base,
        model,
        Api.COMPLETIONS,
        Dialect.PLAIN,
        null,
        4096,
        4,
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofSeconds(20),
        3,
        Duration.ofSeconds(10));
  }

  /** The same with a key. */
  public HttpModelSettings withKey(String key) {
    return with(api, dialect, key, firstToken, silence, rest);
  }

  /** The same by this endpoint and with this dialect. */
  public HttpModelSettings speaking(Api otherApi, Dialect otherDialect) {
    return with(otherApi, otherDialect, apiKey, firstToken, silence, rest);
  }

  /** The same with these times. */
  public HttpModelSettings waiting(
      Duration otherFirstToken, Duration otherSilence, Duration otherRest) {
    return with(api, dialect, apiKey, otherFirstToken, otherSilence, otherRest);
  }

  private HttpModelSettings with(
      Api newApi,
      Dialect newDialect,
      @Nullable String newKey,
      Duration newFirstToken,
      Duration newSilence,
      Duration newRest) {
    return new HttpModelSettings(
        name,
        base,
        model,
        newApi,
        newDialect,
        newKey,
        contextTokens,
        slots,
        connect,
        newFirstToken,
        newSilence,
        failures,
        newRest);
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "HttpModelSettings[%s, %s, %s, %s, %s]".formatted(name, base, model, api, dialect);
  }

  private static void within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d must lie in %d..%d".formatted(field, value, least, most));
    }
  }
}
