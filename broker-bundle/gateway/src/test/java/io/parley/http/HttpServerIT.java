package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Rights;
import io.parley.access.Role;
import io.parley.access.Users;
import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Card;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpServerIT {
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
  private static final By SELF = new By("gw", Tier.GATEWAY, null, null, null);
  private static final Answer ANSWER = Answer.by(SELF).answered(Route.CACHE, "yes").build();

  @TempDir private Path folder;
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private HttpServer server = start(Loopback.OPERATOR, Users.NONE);

  @BeforeEach
  void ready() {
    ready.set(true);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void healthFollowsTheNode() throws Exception {
    assertTrue(get("/healthz").startsWith("HTTP/1.1 200 "));
    ready.set(false);
    String response = get("/healthz");
    assertTrue(response.startsWith("HTTP/1.1 503 "), response);
    assertTrue(response.contains("\"problems\":[\"no model\"]"), response);
  }

  @Test
  void metricsComeAsPrometheusReadsThem() throws Exception {
    get("/healthz");
    String response = get("/metrics");
    assertTrue(response.contains("Content-Type: text/plain; version=0.0.4"), response);
    assertTrue(
        response.contains("parley_http_requests_total{path=\"/healthz\",status=\"200\"} 1.0"),
        response);
  }

  @Test
  void theViewsShowMessagesAsMqttDoes() throws Exception {
    assertTrue(get("/api/agents").contains("\"tier\":\"sensor\""));
    assertTrue(get("/api/agents").contains("\"state\":\"online\""));
    assertTrue(get("/api/exchanges").contains("\"route\":\"cache\""));
    assertTrue(get("/api/protocols").contains("\"routine\":true"));
    assertTrue(get("/api/unanswered").contains("\"times\":3"));
  }

  @Test
  void aQuestionIsAnsweredWhateverItsFormat() throws Exception {
    String text = post("/api/ask?subject=boiler/3", "text/plain", "hot?", "");
    assertTrue(text.startsWith("HTTP/1.1 200 "), text);
    assertTrue(text.contains("\"text\":\"boiler/3 hot? local\""), text);
    String json = post("/api/ask", "application/json", "{\"text\":\"cold?\",\"id\":\"q1\"}", "");
    assertTrue(json.contains("\"text\":\" cold? local\""), json);
  }

  @Test
  void aMalformedQuestionIsRefusedWithItsCode() throws Exception {
    String broken = post("/api/ask", "application/json", "{\"text\":", "");
    assertTrue(broken.startsWith("HTTP/1.1 400 "), broken);
    assertTrue(broken.contains("\"code\":\"malformed\""), broken);
    String large = post("/api/ask", "text/plain", "x".repeat(70_000), "");
    assertTrue(large.startsWith("HTTP/1.1 413 "), large);
    String subject = post("/api/ask?subject=a/b/c/d", "text/plain", "hot?", "");
    assertTrue(subject.contains("\"code\":\"invalid-topic\""), subject);
  }

  @Test
  void aPageFromElsewhereGetsNothing() throws Exception {
    String rebound = send("GET /api/agents HTTP/1.1\r\nHost: evil.example:8420\r\n", "");
    assertTrue(rebound.startsWith("HTTP/1.1 421 "), rebound);
    assertFalse(rebound.contains("sensor"), rebound);
    String crossed = post("/api/ask", "text/plain", "hot?", "Origin: http://evil.example\r\n");
    assertTrue(crossed.startsWith("HTTP/1.1 403 "), crossed);
  }

  @Test
  void thePageMayDoNoMoreThanItNeeds() throws Exception {
    String page = get("/");
    assertTrue(page.contains("Content-Security-Policy: default-src 'none';"), page);
    assertTrue(page.contains("X-Content-Type-Options: nosniff"), page);
    assertFalse(page.contains("Server:"), page);
    assertTrue(page.contains("<h2>Agents</h2>"), page);
    assertTrue(page.contains("<h2>Series</h2>"), page);
    assertTrue(get("/page.js").contains("text/javascript"));
    assertFalse(get("/page.js").contains("innerHTML"));
    assertTrue(get("/nothing").startsWith("HTTP/1.1 404 "));
  }

  @Test
  void whereLoopbackMustSayWhoItIsTheViewsAreAnOperators() throws Exception {
    server.close();
    Path file = folder.resolve("users.txt");
    Files.write(
        file,
        List.of(Users.line("boss", Role.OPERATOR, "b"), Users.line("kiln", Role.DEVICE, "k")));
    server = start(Loopback.AUTHENTICATED, Users.read(file, List.of()));
    String nobody = get("/api/agents");
    assertTrue(nobody.startsWith("HTTP/1.1 401 "), nobody);
    assertTrue(nobody.contains("WWW-Authenticate: Basic"), nobody);
    assertTrue(
        send("GET /api/agents HTTP/1.1\r\nHost: localhost\r\n" + basic("boss:b"), "")
            .startsWith("HTTP/1.1 200 "));
    assertTrue(
        send("GET /api/agents HTTP/1.1\r\nHost: localhost\r\n" + basic("kiln:k"), "")
            .startsWith("HTTP/1.1 403 "));
    assertTrue(
        send("GET /api/agents HTTP/1.1\r\nHost: localhost\r\n" + basic("boss:wrong"), "")
            .startsWith("HTTP/1.1 401 "));
    String asked = post("/api/ask", "text/plain", "hot?", basic("kiln:k"));
    assertTrue(asked.contains("\"text\":\" hot? kiln\""), asked);
    assertTrue(get("/healthz").startsWith("HTTP/1.1 200 "));
  }

  @Test
  void aPortInUseIsSaidWithWhatToDo() {
    HttpSettings taken = HttpSettings.loopback(server.port(), "parley/v1", "plant1");
    HttpException refused =
        assertThrows(
            HttpException.class,
            () ->
                HttpServer.start(
                    taken,
                    access(Loopback.OPERATOR, Users.NONE),
                    node(),
                    SeenTelemetry.view(),
                    asking(),
                    new Metrics()));
    assertTrue(refused.getMessage().contains("ss -ltnp"), refused.getMessage());
  }

  private HttpServer start(Loopback loopback, Users users) {
    return HttpServer.start(
        HttpSettings.loopback(0, "parley/v1", "plant1"),
        access(loopback, users),
        node(),
        SeenTelemetry.view(),
        asking(),
        new Metrics());
  }

  private static AccessRules access(Loopback loopback, Users users) {
    return new AccessRules(users, loopback, new Rights("parley/v1", "plant1"));
  }

  private static Asking asking() {
    return (question, subject, who) ->
        CompletableFuture.completedFuture(
            ANSWER
                .change()
                .text(subject + " " + question.text() + " " + who.principal().name())
                .build());
  }

  private String get(String path) throws Exception {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n", "");
  }

  private String post(String path, String type, String body, String headers) throws Exception {
    return send(
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s"
            .formatted(path, type, body.length(), headers),
        body);
  }

  private String send(String head, String body) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write((head + "Connection: close\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      ByteArrayOutputStream response = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(response);
      } catch (java.net.SocketException hungUpWhileTheBodyWasStillComing) {
        assertTrue(response.size() > 0);
      }
      return response.toString(StandardCharsets.UTF_8);
    }
  }

  private static String basic(String pair) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }

  private NodeView node() {
    return new NodeView() {
      @Override
      public Self self() {
        return new Self("plant1", "gw", "gateway");
      }

      @Override
      public Health health() {
        return new Health(ready.get(), ready.get() ? List.of() : List.of("no model"));
      }

      @Override
      public List<Neighbour> agents() {
        Card card =
            new Card(
                Tier.SENSOR,
                false,
                List.of("boiler/+"),
                List.of(),
                List.of(),
                Card.Limits.UNKNOWN,
                1);
        AgentStatus status = new AgentStatus(AgentState.ONLINE, 1, THEN, null);
        return List.of(new Neighbour("plant1", "kiln", "", card, status));
      }

      @Override
      public List<Exchange> exchanges() {
        return List.of(new Exchange(THEN, "mqtt", "boiler/3", "hot?", ANSWER, 12));
      }

      @Override
      public List<Spoken> protocols() {
        return List.of(new Spoken("bafkrei", "temperature", "active", true, 4));
      }

      @Override
      public List<Unanswered> unanswered() {
        return List.of(new Unanswered(THEN, "", "why?", 3, "no-answer", null));
      }
    };
  }
}
