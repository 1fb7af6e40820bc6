package io.parley.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP server that speaks OpenAI's chat API with streaming, log-probabilities and llama-server's
 * grammar. What it decodes it works out by counting words: of all that the grammar allows, what
 * lies nearest to the question, with a probability that falls with the distance.
 */
final class ReadingServer implements AutoCloseable {
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern FACT = Pattern.compile("(?m)^(\\w+) (\\w+) \\| ([^:\\n]+):");
  private static final Map<String, Double> MATCHES = Map.of("FULL", 3.0, "PART", 1.5, "MANY", 1.0);

  /** What an answer of a kind begins with, and the words of a question that asks for this kind. */
  private static final Map<String, Pattern> KINDS =
      Map.of(
          "highest", Pattern.compile("highest|maxim|peak|how high"),
          "lowest", Pattern.compile("lowest|minim|how low"),
          "average", Pattern.compile("average|mean|typical"),
          "total", Pattern.compile("total|sum|together"),
          "limit", Pattern.compile("limit"),
          "yes", Pattern.compile(": (is|are|has|does|did|any|check)|too|normal|exceed"),
          "no", Pattern.compile(": (is|are|has|does|did|any|check)|too|normal|exceed"),
          "changed", Pattern.compile("since|chang|how long"),
          "measured", Pattern.compile(" old|when|ago|recent|fresh|heard|yesterday|tomorrow|week"));

  private static final double UNSURE = 2;
  private static final double SHARPNESS = 3;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();

  ReadingServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::serve);
    server.start();
  }

  /** How many questions it was asked. */
  int asked() {
    return asked.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (OutputStream out = exchange.getResponseBody()) {
      Object body =
          new Trees(new Limits(1 << 20, 32)).fromJson(exchange.getRequestBody().readAllBytes());
      asked.incrementAndGet();
      String sheet = sheet((Map<?, ?>) body);
      Map<String, Double> scores = scores(sheet, String.valueOf(((Map<?, ?>) body).get("grammar")));
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      tell(scores, out);
    } catch (CodecException e) {
      exchange.sendResponseHeaders(400, -1);
    }
  }

  private static String sheet(Map<?, ?> body) {
    List<?> messages = (List<?>) body.get("messages");
    return String.valueOf(((Map<?, ?>) messages.get(messages.size() - 1)).get("content"));
  }

  /** What the grammar allows, and how near it is to the question over these facts. */
  private static Map<String, Double> scores(String sheet, String grammar) {
    String question = sheet.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String rule : grammar.lines().toList()) {
      Matcher literal = LITERAL.matcher(rule);
      while (literal.find() && !rule.startsWith("joined")) {
        String text = literal.group(1);
        scores.put(text, rule.startsWith("alone") ? UNSURE : score(text, sheet, question));
      }
    }
    return scores;
  }

  private static double score(String text, String sheet, String question) {
    double best = 0;
    Matcher fact = FACT.matcher(sheet);
    while (fact.find()) {
      if (text.contains(fact.group(3))) {
        double match = MATCHES.getOrDefault(fact.group(1), 0.0);
        best = Math.max(best, match + (fact.group(2).equals("ASKED") ? 2 : 0));
      }
    }
    String kind = KINDS.keySet().stream().filter(text.strip()::startsWith).findFirst().orElse("");
    for (Map.Entry<String, Pattern> each : KINDS.entrySet()) {
      boolean meant = each.getValue().matcher(question).find();
      if (meant != each.getKey().equals(kind)) {
        best -= 1;
      }
    }
    List<String> words = Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\W+"));
    long shared = words.stream().filter(word -> question.contains(word)).count();
    return best + (double) shared / words.size();
  }

  private static void tell(Map<String, Double> scores, OutputStream out) throws IOException {
    double sum = scores.values().stream().mapToDouble(s -> Math.exp(SHARPNESS * s)).sum();
    List<Map.Entry<String, Double>> best = new ArrayList<>(scores.entrySet());
    best.sort(Map.Entry.<String, Double>comparingByValue().reversed());
    List<Map<String, Object>> top = new ArrayList<>();
    for (Map.Entry<String, Double> each : best.subList(0, Math.min(3, best.size()))) {
      double logarithm = SHARPNESS * each.getValue() - Math.log(sum);
      top.add(Map.of("token", each.getKey().split("(?<=\\w)\\b")[0], "logprob", logarithm));
    }
    String[] pieces = best.get(0).getKey().split("(?<=\\w)\\b");
    for (int i = 0; i < pieces.length; i++) {
      Map<String, Object> token = new HashMap<>();
      token.put("token", pieces[i]);
      token.put("logprob", i == 0 ? top.get(0).get("logprob") : (Object) 0.0);
      token.put("top_logprobs", i == 0 ? top : List.of());
      event(
          out,
          Map.of(
              "delta",
              Map.of("content", pieces[i]),
              "logprobs",
              Map.of("content", List.of(token))));
    }
    event(out, Map.of("delta", Map.of(), "finish_reason", "stop"));
    out.write("data: [DONE]\n\n".getBytes(UTF_8));
  }

  private static void event(OutputStream out, Map<String, ?> choice) throws IOException {
    String json = new String(Trees.toJson(Map.of("choices", List.of(choice))), UTF_8);
    out.write(("data: " + json + "\n\n").getBytes(UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
