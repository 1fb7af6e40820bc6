package io.parley.ladderbench;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** What an arm spends, by purpose; every prompt and completion is really written and counted. */
final class Bill {
  private static final Encoding TOKENS =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  private static final Map<String, Integer> COUNTED = new HashMap<>();

  /** What a call of a model is for. */
  enum Purpose {
    TALK,
    CHECK,
    NEGOTIATION,
    ROUTINE
  }

  /** A model did not answer. */
  static final class SilentException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Map<Purpose, Double> usd = new EnumMap<>(Purpose.class);
  private final Map<Purpose, Integer> calls = new EnumMap<>(Purpose.class);
  private final Random silence;
  private long promptTokens;
  private long completionTokens;

  Bill(long seed) {
    silence = new Random(seed);
  }

  /** Calls a model: counts both texts and adds their price. */
  void call(Llm model, Purpose purpose, String prompt, String completion) {
    int in = count(prompt);
    int out = count(completion);
    promptTokens += in;
    completionTokens += out;
    usd.merge(purpose, model.price(in, out), Double::sum);
    calls.merge(purpose, 1, Integer::sum);
    if (silence.nextDouble() < model.silence) {
      throw new SilentException();
    }
  }

  private static int count(String text) {
    return COUNTED.computeIfAbsent(text, TOKENS::countTokensOrdinary);
  }

  double usd() {
    return usd.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  double usd(Purpose purpose) {
    return usd.getOrDefault(purpose, 0.0);
  }

  int calls(Purpose purpose) {
    return calls.getOrDefault(purpose, 0);
  }

  int calls() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  long promptTokens() {
    return promptTokens;
  }

  long completionTokens() {
    return completionTokens;
  }
}
