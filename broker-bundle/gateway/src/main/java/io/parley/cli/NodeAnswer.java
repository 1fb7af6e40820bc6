package io.parley.cli;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a running node says over HTTP.
 *
 * @param code the exit code that follows from it
 * @param tree what it answered; empty where it did not
 * @param said why it did not, for people; empty where it did
 */
record NodeAnswer(int code, Map<?, ?> tree, String said) {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Limits LARGEST = new Limits(64 << 20, 32);

  /**
   * Asks a node.
   *
   * @param url where it listens, {@code http://[USER:PASSWORD@]HOST:PORT}
   * @param path what is asked for, from its first slash on
   * @throws UsageException if the URL is none or nobody listens there
   */
  static NodeAnswer get(String url, String path) {
    URI node = node(url);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(node, path)).timeout(ANSWER).header("Accept", "application/json");
    String user = node.getUserInfo();
    if (user != null) {
      byte[] pair = user.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return read(response.statusCode(), body.readNBytes(LARGEST.bytes() + 1));
      }
    } catch (HttpTimeoutException e) {
      return new NodeAnswer(ExitCode.EXPIRED, Map.of(), "nobody answered on " + shown(node));
    } catch (IOException e) {
      String why = e.getMessage();
      throw new UsageException(
          "--http '%s' cannot be reached: %s"
              .formatted(shown(node), why == null ? "no node listens there" : why));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NodeAnswer(ExitCode.EXPIRED, Map.of(), "interrupted");
    }
  }

  private static NodeAnswer read(int status, byte[] body) {
    Object tree = tree(body);
    if (status == 200 && tree instanceof Map<?, ?> map) {
      return new NodeAnswer(ExitCode.ANSWERED, map, "");
    }
    String why = "the node answered %d".formatted(status);
    if (status == 401) {
      why = "the node wants to know who asks: --http http://USER:PASSWORD@HOST:PORT";
    } else if (tree instanceof Map<?, ?> map
        && map.get("reason") instanceof Map<?, ?> reason
        && reason.get("text") instanceof String text) {
      why = text;
    } else if (status == 403) {
      why = "only an operator may look";
    }
    return new NodeAnswer(ExitCode.REFUSED, Map.of(), why);
  }

  private static @Nullable Object tree(byte[] body) {
    try {
      return new Trees(LARGEST).fromJson(body);
    } catch (CodecException e) {
      return null;
    }
  }

  private static URI node(String url) {
    try {
      URI node = URI.create(url);
      boolean http = "http".equals(node.getScheme()) || "https".equals(node.getScheme());
      if (http && node.getHost() != null) {
        return node;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new UsageException("--http '%s' must be http://[USER:PASSWORD@]HOST:PORT".formatted(url));
  }

  private static URI at(URI node, String path) {
    return URI.create(shown(node) + path);
  }

  /** The URL without user and password. */
  private static String shown(URI node) {
    String port = node.getPort() < 0 ? "" : ":" + node.getPort();
    return "%s://%s%s".formatted(node.getScheme(), node.getHost(), port);
  }
}
