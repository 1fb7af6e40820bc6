package io.parley.openai;

import io.parley.codec.Trees;
import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.GenerationRequest;
import io.parley.grammar.ChoiceGrammar;
import io.parley.grammar.Gbnf;
import io.parley.grammar.GrammarException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is posted to the server. */
final class RequestBody {
  private static final int MOST_STOPS = 4;

  private RequestBody() {}

  static byte[] of(HttpModelSettings settings, GenerationRequest request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", settings.model());
    int alternatives = Math.max(1, request.topK());
    if (settings.api() == HttpModelSettings.Api.CHAT) {
      List<Map<String, String>> messages = new ArrayList<>();
      if (!request.prefix().isEmpty()) {
        messages.add(Map.of("role", "system", "content", request.prefix()));
      }
      messages.add(Map.of("role", "user", "content", request.prompt()));
      body.put("messages", messages);
      body.put("logprobs", true);
      body.put("top_logprobs", alternatives);
    } else {
      body.put("prompt", request.prefix() + request.prompt());
      body.put("logprobs", alternatives);
    }
    body.put("max_tokens", request.maxTokens());
    body.put("temperature", (double) request.sampling().temperature());
    body.put("top_p", (double) request.sampling().topP());
    body.put("seed", request.sampling().seed());
    if (!request.stop().isEmpty()) {
      if (request.stop().size() > MOST_STOPS) {
        throw invalid(
            "stop: %d texts, the API takes %d".formatted(request.stop().size(), MOST_STOPS));
      }
      body.put("stop", request.stop());
    }
    body.put("stream", true);
    body.put("stream_options", Map.of("include_usage", true));
    constrain(settings.dialect(), request.constraint(), body);
    return Trees.toJson(body);
  }

  private static void constrain(
      HttpModelSettings.Dialect dialect, Constraint constraint, Map<String, Object> body) {
    String gbnf;
    if (constraint instanceof Constraint.Grammar grammar) {
      if (dialect == HttpModelSettings.Dialect.PLAIN) {
        throw invalid("this server takes no grammar");
      }
      gbnf = grammar.gbnf();
    } else if (constraint instanceof Constraint.Choices choices) {
      gbnf = ChoiceGrammar.of(choices);
    } else {
      return;
    }
    try {
      Gbnf.check(gbnf);
    } catch (GrammarException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
    if (dialect == HttpModelSettings.Dialect.LLAMA_CPP) {
      body.put("grammar", gbnf);
    } else if (dialect == HttpModelSettings.Dialect.VLLM) {
      body.put("structured_outputs", Map.of("grammar", gbnf));
    }
  }

  private static EngineException invalid(String why) {
    return new EngineException(EngineException.Kind.INVALID, why);
  }
}
