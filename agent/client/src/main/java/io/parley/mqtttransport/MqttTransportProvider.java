package io.parley.mqtttransport;

import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import io.parley.transport.Transport;
import io.parley.transport.TransportOptions;
import io.parley.transport.TransportProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Opens {@code mqtt} and {@code mqtts}. */
public final class MqttTransportProvider implements TransportProvider {
  private static final Duration SESSION_EXPIRY = Duration.ofMinutes(5);

  /** For the service loader. */
  public MqttTransportProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("mqtt", "mqtts", "tcp", "ssl");
  }

  @Override
  public Transport open(TransportOptions options) {
    SessionOptions session =
        SessionOptions.of(BrokerUrl.parse(options.url().toString()), options.agent())
            .withKeepAlive(options.keepAlive())
            .withConnectTimeout(options.connectTimeout())
            .withSessionExpiry(SESSION_EXPIRY)
            .withTls(options.tls());
    return MqttTransport.open(
        options, will -> PahoSession.of(session.withWill(will)), Clock.systemUTC());
  }
}
