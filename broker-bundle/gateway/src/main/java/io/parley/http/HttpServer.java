package io.parley.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.parley.access.AccessRules;
import io.parley.metrics.Metrics;
import io.parley.ports.PortOwner;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics}, {@code /healthz}, {@code /api/...} and the page. Every answer forbids
 * browsers to do more with it than the page needs (Content Security Policy).
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int MOST_THREADS = 12;
  private static final int FEWEST_THREADS = 2;
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(10);
  private static final String JSON = "application/json; charset=utf-8";

  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts serving.
   *
   * @throws HttpException if it cannot listen there; the message says what to do
   */
  public static HttpServer start(
      HttpSettings settings,
      AccessRules access,
      NodeView node,
      TelemetryView telemetry,
      Asking asking,
      Metrics metrics) {
    Javalin javalin = Javalin.create(config -> set(config, settings));
    Guard guard = new Guard(new HostRule(settings.hosts()), access, settings);
    javalin.before(guard::check);
    javalin.after(context -> counted(context, metrics));
    javalin.get("/healthz", context -> health(context, node));
    javalin.get(
        "/metrics", context -> context.contentType(Metrics.CONTENT_TYPE).result(metrics.text()));
    tree(javalin, "/api/health", any -> Shape.health(node));
    tree(javalin, "/api/agents", any -> Shape.agents(node.agents()));
    tree(javalin, "/api/exchanges", any -> Shape.exchanges(node.exchanges()));
    tree(javalin, "/api/protocols", any -> Shape.protocols(node.protocols()));
    tree(javalin, "/api/unanswered", any -> Shape.unanswered(node.unanswered()));
    tree(javalin, "/api/series", new SeriesRoute(telemetry)::tree);
    tree(javalin, "/api/history", new HistoryRoute(telemetry)::tree);
    AskRoute ask = new AskRoute(settings, access, asking);
    javalin.post("/api/ask", ask::take);
    page(javalin, "/", "page.html", "text/html; charset=utf-8");
    page(javalin, "/page.js", "page.js", "text/javascript; charset=utf-8");
    page(javalin, "/page.css", "page.css", "text/css; charset=utf-8");
    javalin.exception(RequestException.class, HttpServer::refused);
    javalin.exception(Exception.class, HttpServer::failed);
    try {
      javalin.start(settings.bind(), settings.port());
    } catch (Exception e) { // Kotlin throws what it does not declare
      stop(javalin);
      throw new HttpException(
          PortOwner.ofTcp(settings.port()).isPresent()
              ? "http: " + PortOwner.tcpTaken(settings.bind(), settings.port())
              : "http.port %d on %s cannot be listened on: %s"
                  .formatted(settings.port(), settings.bind(), rootOf(e)),
          e);
    }
    HttpServer server = new HttpServer(javalin);
    LOG.info("http listens on http://{}:{}", settings.bind(), server.port());
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Stops within a second; connections that are still open then are cut. */
  @Override
  public void close() {
    stop(javalin);
  }

  /** Jetty stops even where it complains of what was open, or had not begun. */
  private static void stop(Javalin javalin) {
    try {
      javalin.stop();
    } catch (Exception e) {
      LOG.debug("http stopped", e);
    }
  }

  private static void set(JavalinConfig config, HttpSettings settings) {
    config.showJavalinBanner = false;
    config.http.maxRequestSize = settings.bodyBytes();
    config.http.asyncTimeout = LONGEST_ANSWER.toMillis();
    config.http.disableCompression();
    config.startupWatcherEnabled = false;
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
    threads.setName("parley-http");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(8_192);
        });
    config.jetty.modifyServer(server -> server.setStopTimeout(1_000));
  }

  private static void health(Context context, NodeView node) {
    boolean ready = node.health().ready();
    context
        .status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(JSON)
        .result(Shape.json(Shape.health(node)));
  }

  private static void tree(Javalin javalin, String path, Function<Context, Object> tree) {
    javalin.get(path, context -> context.contentType(JSON).result(Shape.json(tree.apply(context))));
  }

  private static void page(Javalin javalin, String path, String file, String type) {
    byte[] content = Pages.read(file);
    javalin.get(path, context -> context.contentType(type).result(content));
  }

  private static void counted(Context context, Metrics metrics) {
    String path = context.endpointHandlerPath();
    metrics.count(
        "http_requests",
        "path",
        path.startsWith("/") && path.length() > 1 ? path : "page",
        "status",
        Integer.toString(context.statusCode()));
  }

  private static void refused(RequestException refused, Context context) {
    context
        .status(refused.status())
        .contentType(JSON)
        .result(Shape.json(Shape.refused(refused.reason())));
  }

  private static void failed(Exception failure, Context context) {
    LOG.warn("request {} failed", context.path(), failure);
    context.status(HttpStatus.INTERNAL_SERVER_ERROR).contentType("text/plain").result("failed\n");
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
