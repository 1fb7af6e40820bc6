package io.parley.openai;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A completion as its chunks come in, in the forms of both endpoints and of several servers. */
final class Completion {
  private static final Trees TREES = new Trees(new Limits(256 << 10, 32));

  private final GenerationRequest request;
  private final StringBuilder text = new StringBuilder();
  private final List<Generation.Token> tokens = new ArrayList<>();
  private int promptTokens;
  private int cachedTokens;
  private String finish = "";

  Completion(GenerationRequest request) {
    this.request = request;
  }

  boolean finished() {
    return !finish.isEmpty();
  }

  /** Takes one chunk and gives the text that it brought. */
  String take(String data) throws IOException {
    Object chunk;
    try {
      chunk = TREES.fromJson(data.getBytes(StandardCharsets.UTF_8));
    } catch (CodecException e) {
      throw new IOException("a chunk is no JSON: " + e.getMessage());
    }
    if (Tree.at(chunk, "error") != null) {
      throw new IOException("the server says: " + Tree.text(chunk, "error", "message"));
    }
    promptTokens = Math.max(promptTokens, Tree.number(chunk, "usage", "prompt_tokens"));
    cachedTokens =
        Math.max(
            cachedTokens, Tree.number(chunk, "usage", "prompt_tokens_details", "cached_tokens"));
    Object choice = Tree.at(chunk, "choices", 0);
    String piece = Tree.text(choice, "text") + Tree.text(choice, "delta", "content");
    text.append(piece);
    String reason = Tree.text(choice, "finish_reason");
    finish = reason.isEmpty() ? finish : reason;
    takeProbabilities(Tree.at(choice, "logprobs"));
    return piece;
  }

  private void takeProbabilities(@Nullable Object logprobs) {
    for (Object token : Tree.list(logprobs, "content")) {
      List<Generation.Alternative> others = new ArrayList<>();
      for (Object other : Tree.list(token, "top_logprobs")) {
        others.add(alternative(Tree.text(other, "token"), Tree.at(other, "logprob")));
      }
      add(Tree.text(token, "token"), Tree.at(token, "logprob"), others);
    }
    List<?> names = Tree.list(logprobs, "tokens");
    for (int i = 0; i < names.size(); i++) {
      List<Generation.Alternative> others = new ArrayList<>();
      if (Tree.at(logprobs, "top_logprobs", i) instanceof Map<?, ?> top) {
        top.forEach((name, value) -> others.add(alternative(String.valueOf(name), value)));
      }
      add(String.valueOf(names.get(i)), Tree.at(logprobs, "token_logprobs", i), others);
    }
  }

  private void add(
      String piece, @Nullable Object logprob, List<Generation.Alternative> alternatives) {
    if (!(logprob instanceof Number)) {
      return;
    }
    double probability = alternative(piece, logprob).probability();
    List<Generation.Alternative> others =
        alternatives.stream()
            .filter(other -> !other.piece().equals(piece))
            .sorted((a, b) -> Double.compare(b.probability(), a.probability()))
            .toList();
    double runnerUp = others.isEmpty() ? 0 : others.get(0).probability();
    double entropy = entropy(probability);
    for (Generation.Alternative other : others) {
      entropy += entropy(other.probability());
    }
    tokens.add(
        new Generation.Token(
            piece,
            probability,
            probability - runnerUp,
            entropy,
            false,
            others.subList(0, Math.min(request.topK(), others.size()))));
  }

  private static Generation.Alternative alternative(String piece, @Nullable Object logprob) {
    double value = logprob instanceof Number number ? number.doubleValue() : -1e9;
    return new Generation.Alternative(piece, Math.min(1, Math.exp(value)));
  }

  private static double entropy(double probability) {
    return probability > 0 ? -probability * Math.log(probability) : 0;
  }

  /**
   * What came of it.
   *
   * @throws EngineException of kind INVALID if it is not what the constraint allows
   */
  Generation result(long firstTokenMs, long ms, Generation.@Nullable End forced) {
    Generation.End end =
        forced != null
            ? forced
            : finish.equals("length") ? Generation.End.TOKEN_LIMIT : Generation.End.COMPLETE;
    String whole = text.toString();
    if (request.constraint() instanceof Constraint.Choices choices) {
      whole = checked(choices, whole);
    }
    return new Generation(whole, tokens, promptTokens, cachedTokens, firstTokenMs, ms, null, end);
  }

  private static String checked(Constraint.Choices choices, String whole) {
    String answer = whole.strip();
    if (choices.alone().stream().anyMatch(text -> text.strip().equals(answer))) {
      return answer;
    }
    List<String> parts =
        choices.most() == 1
            ? List.of(answer)
            : Arrays.stream(answer.split(java.util.regex.Pattern.quote(choices.separator())))
                .map(String::strip)
                .toList();
    List<String> allowed = choices.alternatives().stream().map(String::strip).toList();
    boolean fits =
        parts.size() <= choices.most()
            && allowed.containsAll(parts)
            && new HashSet<>(parts).size() == parts.size();
    if (!fits) {
      throw new EngineException(
          EngineException.Kind.INVALID, "the server's answer is none of the choices");
    }
    return answer;
  }
}
