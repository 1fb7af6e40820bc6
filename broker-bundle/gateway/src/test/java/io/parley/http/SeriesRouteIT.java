package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Rights;
import io.parley.access.Role;
import io.parley.access.Users;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.metrics.Metrics;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks for series and their history as programs do. */
final class SeriesRouteIT {
  private static final String BOILER = "/api/history?topic=plant/boiler/3&path=supply.temperature";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server = start(SeenTelemetry.view(), Loopback.OPERATOR, Users.NONE);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSeriesIsShownWithAllThatIsKnownOfIt() throws Exception {
    assertEquals(
        Map.ofEntries(
            Map.entry("thing", "boiler 3"),
            Map.entry("name", "boiler 3 supply temperature"),
            Map.entry("quantity", "temperature"),
            Map.entry("value", new BigDecimal("84.2")),
            Map.entry("unit", "°C"),
            Map.entry("at", "2026-01-02T11:00:00Z"),
            Map.entry("ageSeconds", 3600L),
            Map.entry("place", "cellar"),
            Map.entry("class", "boiler"),
            Map.entry("kind", "measurement"),
            Map.entry("topic", "plant/boiler/3"),
            Map.entry("path", "supply.temperature"),
            Map.entry("limits", Map.of("high", new BigDecimal("80.0")))),
        only("/api/series?q=supply"));
  }

  @Test
  void aStateOfUnknownAgeHasNoTime() throws Exception {
    assertEquals(
        Map.of(
            "name", "hall door",
            "quantity", "contact",
            "value", true,
            "state", "closed",
            "kind", "state",
            "topic", "plant/door",
            "path", "contact"),
        only("/api/series?q=hall"));
  }

  @Test
  void whatHasEndedHasNoValueAndSaysWhySinceWhenAndWhatItWas() throws Exception {
    Map<?, ?> freezer = only("/api/series?q=freezer");
    assertEquals(
        Map.of("why", "offline", "since", "2026-01-02T11:59:30Z", "last", new BigDecimal("-18.4")),
        freezer.get("ended"));
    assertTrue(!freezer.containsKey("value") && !freezer.containsKey("state"));
  }

  @Test
  void aNumberThatNobodyUnderstandsSaysWhatItLacks() throws Exception {
    Map<?, ?> odd = only("/api/series?q=odd");
    assertEquals(List.of("quantity", "unit"), odd.get("lacks"));
    assertEquals("18446744073709551616", odd.get("value"));
  }

  @Test
  void whatCouldNotBeReadIsCountedByFilterAndKind() throws Exception {
    assertEquals(
        List.of(
            Map.of("filter", "plant/#", "kind", "too-deep", "count", 2L),
            Map.of("filter", "plant/#", "kind", "late", "count", 1L)),
        got("/api/series").get("unread"));
  }

  @Test
  void theyComeInTheOrderOfTheirNames() throws Exception {
    assertEquals(
        List.of("boiler 3 supply temperature", "freezer temperature", "hall door", "odd"),
        names(got("/api/series")));
  }

  @Test
  void eachWordMustStandInNameThingTopicOrPath() throws Exception {
    assertEquals(
        List.of("boiler 3 supply temperature"),
        names(got("/api/series?q=TEMPERATURE%20plant/boiler")));
    assertEquals(List.of("hall door"), names(got("/api/series?q=contact")));
    assertEquals(List.of(), names(got("/api/series?q=temperature%20hall")));
    assertEquals(4, names(got("/api/series?q=%20")).size());
  }

  @Test
  void noMoreThanAThousandAreShownAndAllAreCounted() throws Exception {
    server.close();
    server = start(SeenTelemetry.many(1_001), Loopback.OPERATOR, Users.NONE);
    List<?> names = names(got("/api/series"));
    assertEquals(1_000, names.size());
    assertEquals("series 1000", names.get(999));
    assertEquals(1_001L, got("/api/series").get("of"));
    assertEquals(List.of("series 0001"), names(got("/api/series?limit=1")));
    assertEquals(1_000, names(got("/api/series?limit=1000")).size());
  }

  @Test
  void aParameterOutOfItsBoundsIsRefusedWithFieldValueAndRule() throws Exception {
    String rule = "must be a whole number in 1..1000";
    assertEquals("limit '0' " + rule, refused("/api/series?limit=0"));
    assertEquals("limit '1001' " + rule, refused("/api/series?limit=1001"));
    assertEquals("limit '-1' " + rule, refused("/api/series?limit=-1"));
    assertEquals("limit '99999999999' " + rule, refused("/api/series?limit=99999999999"));
    assertEquals(0, names(got("/api/series?q=" + "x".repeat(200))).size());
    assertEquals(
        "q '" + "x".repeat(80) + "...' must have at most 200 characters",
        refused("/api/series?q=" + "x".repeat(201)));
  }

  @Test
  void theHistoryOfADayIsSummarised() throws Exception {
    Map<?, ?> history = got(BOILER + "&points=24");
    assertEquals("boiler 3 supply temperature", history.get("name"));
    assertEquals("°C", history.get("unit"));
    assertEquals("2026-01-02T10:00:00Z", history.get("knownSince"));
    assertEquals(
        List.of(
            point("2026-01-02T10:00:00Z", "2026-01-02T11:00:00Z", "60.5"),
            point("2026-01-02T11:00:00Z", "2026-01-02T12:00:00Z", "84.2")),
        history.get("points"));
  }

  @Test
  void theHistoryOfATimeIsThatTimes() throws Exception {
    Map<?, ?> history = got(BOILER + "&from=2026-01-02T10:30:00Z&to=2026-01-02T11:30:00Z&points=2");
    assertEquals(
        List.of(
            point("2026-01-02T10:30:00Z", "2026-01-02T11:00:00Z", "60.5"),
            point("2026-01-02T11:00:00Z", "2026-01-02T11:30:00Z", "84.2")),
        history.get("points"));
  }

  @Test
  void aHistoryHasAtMost500Points() throws Exception {
    String hour = BOILER + "&from=2026-01-02T11:00:00Z&to=2026-01-02T12:00:00Z";
    assertEquals(500, ((List<?>) got(hour).get("points")).size());
    assertEquals(500, ((List<?>) got(hour + "&points=500").get("points")).size());
    assertEquals("points '501' must be a whole number in 1..500", refused(hour + "&points=501"));
  }

  @Test
  void aHistoryOfNoTimeOrOfMoreThanIsKeptIsRefused() throws Exception {
    String to = BOILER + "&to=2026-01-02T12:00:00Z&from=";
    String rule = "' must be before to 2026-01-02T12:00:00Z, by at most 731 days";
    String empty = "2026-01-02T12:00:00Z";
    assertEquals("from '" + empty + rule, refused(to + empty));
    assertEquals(1, ((List<?>) got(to + "2026-01-02T11:59:59Z&points=1").get("points")).size());
    String oldest = "2024-01-02T12:00:00Z";
    assertEquals(1, ((List<?>) got(to + oldest + "&points=1").get("points")).size());
    String older = "2024-01-02T11:59:59Z";
    assertEquals("from '" + older + rule, refused(to + older));
    assertEquals(
        "from 'yesterday' must be an instant as 2026-01-02T03:04:05Z", refused(to + "yesterday"));
    assertEquals(
        "from '-1000000000-01-01T00:00:00Z" + rule, refused(to + "-1000000000-01-01T00:00:00Z"));
  }

  @Test
  void aHistoryOfNothingIsRefused() throws Exception {
    assertEquals("topic '' must be the topic of a series", refused("/api/history"));
    HttpResponse<String> unknown = get("/api/history?topic=plant/nothing", null);
    assertEquals(404, unknown.statusCode());
    assertEquals(
        "topic 'plant/nothing' and path '' must be those of a series that /api/series shows",
        reason(unknown));
  }

  @Test
  void onlyAnOperatorMayLook() throws Exception {
    server.close();
    Path file = folder.resolve("users.txt");
    Files.write(
        file,
        List.of(Users.line("boss", Role.OPERATOR, "b"), Users.line("kiln", Role.DEVICE, "k")));
    server = start(SeenTelemetry.view(), Loopback.AUTHENTICATED, Users.read(file, List.of()));
    for (String path : List.of("/api/series", BOILER)) {
      assertEquals(401, get(path, null).statusCode());
      assertEquals(401, get(path, "boss:k").statusCode());
      assertEquals(403, get(path, "kiln:k").statusCode());
      assertEquals(200, get(path, "boss:b").statusCode());
    }
  }

  private static Map<String, Object> point(String from, String to, String value) {
    BigDecimal number = new BigDecimal(value);
    return Map.of(
        "from", from,
        "to", to,
        "min", number,
        "max", number,
        "mean", number,
        "first", number,
        "last", number,
        "coverage", new BigDecimal("1.0"));
  }

  private Map<?, ?> only(String path) throws Exception {
    List<?> series = (List<?>) got(path).get("series");
    assertEquals(1, series.size());
    return (Map<?, ?>) series.get(0);
  }

  private static List<?> names(Map<?, ?> answer) {
    return ((List<?>) answer.get("series"))
        .stream().<Object>map(one -> ((Map<?, ?>) one).get("name")).toList();
  }

  private Map<?, ?> got(String path) throws Exception {
    HttpResponse<String> response = get(path, null);
    assertEquals(200, response.statusCode(), response.body());
    return (Map<?, ?>) tree(response);
  }

  private String refused(String path) throws Exception {
    HttpResponse<String> response = get(path, null);
    assertEquals(400, response.statusCode(), response.body());
    return reason(response);
  }

  private static String reason(HttpResponse<String> response) throws Exception {
    Map<?, ?> tree = (Map<?, ?>) tree(response);
    assertEquals("refused", tree.get("status"));
    return String.valueOf(((Map<?, ?>) tree.get("reason")).get("text"));
  }

  private static Object tree(HttpResponse<String> response) throws Exception {
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    return Objects.requireNonNull(new Trees(new Limits(1 << 20, 32)).fromJson(body));
  }

  private HttpResponse<String> get(String path, @Nullable String pair)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
    if (pair != null) {
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpServer start(TelemetryView view, Loopback loopback, Users users) {
    return HttpServer.start(
        HttpSettings.loopback(0, "parley/v1", "plant1"),
        new AccessRules(users, loopback, new Rights("parley/v1", "plant1")),
        new Nothing(),
        view,
        (question, subject, who) -> CompletableFuture.failedFuture(new IllegalStateException()),
        new Metrics());
  }

  /** A node that shows nothing else. */
  private record Nothing() implements NodeView {
    @Override
    public Self self() {
      return new Self("plant1", "gw", "gateway");
    }

    @Override
    public Health health() {
      return new Health(true, List.of());
    }

    @Override
    public List<Neighbour> agents() {
      return List.of();
    }

    @Override
    public List<Exchange> exchanges() {
      return List.of();
    }

    @Override
    public List<Spoken> protocols() {
      return List.of();
    }

    @Override
    public List<Unanswered> unanswered() {
      return List.of();
    }
  }
}
