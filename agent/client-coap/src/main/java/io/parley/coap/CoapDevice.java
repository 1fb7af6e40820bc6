package io.parley.coap;

import io.parley.mqtt.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A constrained device at an entrance. All requests are confirmable and repeated until they are
 * answered or their time is over; a publish has reached the broker when its future completes.
 * Futures fail with {@link CoapFailure} where the entrance refuses, and with {@link
 * java.util.concurrent.TimeoutException} where nobody answers.
 */
public final class CoapDevice implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(95);

  private final CoapUrl url;
  private final CoapEndpoint endpoint;
  private final ScheduledThreadPoolExecutor timer;
  private final Calls calls;

  private CoapDevice(CoapUrl url, CoapEndpoint endpoint) {
    this.url = url;
    this.endpoint = endpoint;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "coap-device");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    calls = new Calls(endpoint, timer, Clock.systemUTC());
  }

  /**
   * A device at {@code coap://host:port} or {@code coaps://identity:keyInHex@host:port}.
   *
   * @throws IllegalArgumentException if the URL is none
   */
  public static CoapDevice at(String url) {
    return at(url, TlsSettings.OF_THE_JVM);
  }

  /** A device that uses certificates where the URL of a DTLS entrance holds no key. */
  public static CoapDevice at(String url, TlsSettings tls) {
    CoapUrl parsed = CoapUrl.parse(url);
    try {
      return new CoapDevice(parsed, Endpoints.open(parsed, tls));
    } catch (IOException e) {
      throw new UncheckedIOException("no UDP port can be opened", e);
    }
  }

  /**
   * Publishes, retained, with QoS 1; completes once the broker took it.
   *
   * @param topic 1 to 8 levels joined by slashes
   * @param contentType such as {@code application/json}; absent: none is said
   */
  public CompletableFuture<Void> publish(
      String topic, byte[] payload, @Nullable String contentType) {
    int format = ContentFormats.of(contentType);
    return call(
            () -> {
              Request put = Request.newPut();
              put.setPayload(payload);
              if (format != ContentFormats.NONE) {
                put.getOptions().setContentFormat(format);
              }
              return put;
            },
            "/ps/" + path(topic),
            calls.in(PATIENCE))
        .thenAccept(response -> {});
  }

  /** Publishes text. */
  public CompletableFuture<Void> publish(String topic, String text) {
    return publish(topic, text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }

  /** The last value of a topic. */
  public CompletableFuture<byte[]> read(String topic) {
    return call(Request::newGet, "/ps/" + path(topic), calls.in(PATIENCE))
        .thenApply(Response::getPayload);
  }

  /** Asks in words under a subject; the answer's text, with its status word if it is no answer. */
  public CompletableFuture<String> ask(String subject, String question) {
    return call(
            () -> {
              Request post = Request.newPost();
              post.setPayload(question);
              post.getOptions().setContentFormat(ContentFormats.TEXT);
              return post;
            },
            "/ask/" + path(subject.isEmpty() ? "any" : subject),
            calls.in(PATIENCE))
        .thenApply(Response::getPayloadString);
  }

  /**
   * Hears the value of a topic now and whenever it changes, until closed; values may be skipped
   * (RFC 7641, 1.3).
   */
  public AutoCloseable observe(String topic, Consumer<byte[]> listener) {
    return watch("/ps/" + path(topic), response -> listener.accept(response.getPayload()));
  }

  /** Whether the last request was answered. */
  public boolean connected() {
    return calls.heard();
  }

  /** Ends all observations and closes the port. */
  @Override
  public void close() {
    timer.shutdownNow();
    endpoint.destroy();
  }

  Calls calls() {
    return calls;
  }

  /** One request; a response that refuses is a {@link CoapFailure}. */
  CompletableFuture<Response> call(Supplier<Request> fresh, String path, Instant until) {
    return exchange(fresh, path, until)
        .thenApply(
            response -> {
              if (response.isError()) {
                throw new CoapFailure(response.getCode().text, response.getPayloadString());
              }
              return response;
            });
  }

  /** One request and its response, whatever it says. */
  CompletableFuture<Response> exchange(Supplier<Request> fresh, String path, Instant until) {
    return calls.send(
        () -> {
          Request request = fresh.get();
          request.setURI(url.base() + path);
          return request;
        },
        until);
  }

  /** Observes a resource; errors end it silently, the next registration asks again. */
  AutoCloseable watch(String path, Consumer<Response> listener) {
    CoapClient client = new CoapClient(url.base() + path).setEndpoint(endpoint);
    AtomicReference<@Nullable CoapObserveRelation> relation = new AtomicReference<>();
    relation.set(
        client.observe(
            new CoapHandler() {
              @Override
              public void onLoad(CoapResponse response) {
                if (response.isSuccess()) {
                  listener.accept(response.advanced());
                }
              }

              @Override
              public void onError() {}
            }));
    return () -> {
      CoapObserveRelation held = relation.getAndSet(null);
      if (held != null) {
        held.proactiveCancel();
      }
    };
  }

  /** Levels joined by slashes, as a URI path. */
  static String path(String levels) {
    String[] parts = levels.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = URLEncoder.encode(parts[i], StandardCharsets.UTF_8).replace("+", "%20");
    }
    return String.join("/", parts);
  }
}
