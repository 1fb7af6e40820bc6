package io.parley.mqtt;

import io.parley.message.Ids;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a session is kept; start from {@link #of}.
 *
 * @param url where the broker is
 * @param clientId the Client Identifier, an id
 * @param keepAlive Keep Alive, 1 s..18 h; the connection counts as dead after one and a half
 * @param connectTimeout how long CONNECT, SUBSCRIBE and a heartbeat may take, 1 ms..5 min
 * @param sessionExpiry how long the broker keeps the session when the connection is lost, 0..1 day
 * @param maximumPacketSize the largest packet that the broker may send, 1 KiB..256 MiB
 * @param receiveMaximum how many QoS 1 messages may be with the listeners at once, 1..65535; more
 *     wait at the broker
 * @param mostWaiting how many messages may wait to be sent, 1..1,000,000
 * @param mostWaitingBytes how many bytes of payload may wait to be sent
 * @param backoff how long to wait between attempts to connect
 * @param tls how an encrypted connection is checked
 * @param lasting whether the first connect takes up the session that an earlier process of this
 *     client left, and a normal end leaves it at the broker; subscribe before that connect
 * @param will the Will, asked for at each connect; none where it gives null
 */
public record SessionOptions(
    BrokerUrl url,
    String clientId,
    Duration keepAlive,
    Duration connectTimeout,
    Duration sessionExpiry,
    int maximumPacketSize,
    int receiveMaximum,
    int mostWaiting,
    long mostWaitingBytes,
    Backoff backoff,
    TlsSettings tls,
    boolean lasting,
    Supplier<@Nullable MqttMessage> will) {
  private static final int MIB = 1 << 20;

  public SessionOptions {
    Ids.require("clientId", clientId);
    within("keepAlive", keepAlive, Duration.ofSeconds(1), Duration.ofHours(18));
    within("connectTimeout", connectTimeout, Duration.ofMillis(1), Duration.ofMinutes(5));
    within("sessionExpiry", sessionExpiry, Duration.ZERO, Duration.ofDays(1));
    within("maximumPacketSize", maximumPacketSize, 1024, 256 * MIB);
    within("receiveMaximum", receiveMaximum, 1, 65_535);
    within("mostWaiting", mostWaiting, 1, 1_000_000);
  }

  /**
   * The usual settings: Keep Alive 20 s, 10 s to connect, 2 MiB packets, 1,000 waiting messages.
   */
  public static SessionOptions of(BrokerUrl url, String clientId) {
    return new SessionOptions(
        url,
        clientId,
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        Duration.ZERO,
        2 * MIB,
        64,
        1000,
        8L * MIB,
        Backoff.USUAL,
        TlsSettings.OF_THE_JVM,
        false,
        () -> null);
  }

  /** The same with another Keep Alive. */
  public SessionOptions withKeepAlive(Duration value) {
    return with(value, connectTimeout, sessionExpiry, mostWaiting, backoff, tls, will);
  }

  /** The same with another time to connect. */
  public SessionOptions withConnectTimeout(Duration value) {
    return with(keepAlive, value, sessionExpiry, mostWaiting, backoff, tls, will);
  }

  /** The same with another Session Expiry Interval. */
  public SessionOptions withSessionExpiry(Duration value) {
    return with(keepAlive, connectTimeout, value, mostWaiting, backoff, tls, will);
  }

  /** The same with another largest packet that the broker may send. */
  public SessionOptions withMaximumPacketSize(int value) {
    return new SessionOptions(
        url,
        clientId,
        keepAlive,
        connectTimeout,
        sessionExpiry,
        value,
        receiveMaximum,
        mostWaiting,
        mostWaitingBytes,
        backoff,
        tls,
        lasting,
        will);
  }

  /**
   * The same for a client whose session outlives its process, with a Session Expiry Interval and
   * other bounds of what may wait to be sent.
   */
  public SessionOptions lasting(Duration expiry, int messages, long bytes) {
    return new SessionOptions(
        url,
        clientId,
        keepAlive,
        connectTimeout,
        expiry,
        maximumPacketSize,
        receiveMaximum,
        messages,
        bytes,
        backoff,
        tls,
        true,
        will);
  }

  /** The same with another bound of messages that wait to be sent. */
  public SessionOptions withMostWaiting(int value) {
    return with(keepAlive, connectTimeout, sessionExpiry, value, backoff, tls, will);
  }

  /** The same with other waits between attempts. */
  public SessionOptions withBackoff(Backoff value) {
    return with(keepAlive, connectTimeout, sessionExpiry, mostWaiting, value, tls, will);
  }

  /** The same with other TLS settings. */
  public SessionOptions withTls(TlsSettings value) {
    return with(keepAlive, connectTimeout, sessionExpiry, mostWaiting, backoff, value, will);
  }

  /** The same with a Will, asked for at each connect. */
  public SessionOptions withWill(Supplier<@Nullable MqttMessage> value) {
    return with(keepAlive, connectTimeout, sessionExpiry, mostWaiting, backoff, tls, value);
  }

  private SessionOptions with(
      Duration newKeepAlive,
      Duration newConnectTimeout,
      Duration newSessionExpiry,
      int newMostWaiting,
      Backoff newBackoff,
      TlsSettings newTls,
      Supplier<@Nullable MqttMessage> newWill) {
    return new SessionOptions(
        url,
        clientId,
        newKeepAlive,
        newConnectTimeout,
        newSessionExpiry,
        maximumPacketSize,
        receiveMaximum,
        newMostWaiting,
        mostWaitingBytes,
        newBackoff,
        newTls,
        lasting,
        newWill);
  }

  private static void within(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s %s must lie in %s..%s".formatted(field, value, least, most));
    }
  }

  private static void within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d must lie in %d..%d".formatted(field, value, least, most));
    }
  }
}
