package io.parley.coapentrance;

import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.option.MapBasedOptionRegistry;
import org.eclipse.californium.core.coap.option.OptionRegistry;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.config.CoapConfig.MatcherMode;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.InMemoryMessageExchangeStore;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;

/** Californium, set up: every store bounded, only the options that are understood here. */
final class Stack {
  private static final int BLOCK = 1024;

  /**
   * A thousand observers acknowledge at once; the operating system gives as much of it as it may.
   */
  private static final int RECEIVE_BUFFER = 1 << 20;

  /** Up to 32 MiB. */
  private static final int MOST_REPEATS = 8_192;

  /**
   * Q-Block1, Q-Block2 and OSCORE are critical and not spoken here, so they are left out: a message
   * that carries one is answered 4.02 (RFC 7252, 5.4.1).
   */
  private static final OptionRegistry OPTIONS =
      new MapBasedOptionRegistry(
          StandardOptionRegistry.IF_MATCH,
          StandardOptionRegistry.URI_HOST,
          StandardOptionRegistry.ETAG,
          StandardOptionRegistry.IF_NONE_MATCH,
          StandardOptionRegistry.URI_PORT,
          StandardOptionRegistry.LOCATION_PATH,
          StandardOptionRegistry.URI_PATH,
          StandardOptionRegistry.CONTENT_FORMAT,
          StandardOptionRegistry.MAX_AGE,
          StandardOptionRegistry.URI_QUERY,
          StandardOptionRegistry.ACCEPT,
          StandardOptionRegistry.LOCATION_QUERY,
          StandardOptionRegistry.PROXY_URI,
          StandardOptionRegistry.PROXY_SCHEME,
          StandardOptionRegistry.SIZE1,
          StandardOptionRegistry.OBSERVE,
          StandardOptionRegistry.BLOCK1,
          StandardOptionRegistry.BLOCK2,
          StandardOptionRegistry.SIZE2,
          StandardOptionRegistry.ECHO,
          StandardOptionRegistry.NO_RESPONSE,
          StandardOptionRegistry.REQUEST_TAG);

  private Stack() {}

  static Configuration configuration(CoapLimits limits) {
    Configuration config =
        new Configuration(
            CoapConfig.DEFINITIONS,
            UdpConfig.DEFINITIONS,
            SystemConfig.DEFINITIONS,
            DtlsConfig.DEFINITIONS);
    config.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, limits.bodyBytes());
    config.set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK);
    config.set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK);
    config.set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, 60, TimeUnit.SECONDS);
    config.set(
        CoapConfig.ACK_TIMEOUT, limits.times().ackTimeout().toMillis(), TimeUnit.MILLISECONDS);
    config.set(CoapConfig.MAX_ACTIVE_PEERS, limits.capacity().peers());
    config.set(CoapConfig.MAX_SERVER_OBSERVES, limits.capacity().observers());
    config.set(CoapConfig.RESPONSE_MATCHING, MatcherMode.PRINCIPAL);
    config.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
    config.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    config.set(UdpConfig.UDP_RECEIVE_BUFFER_SIZE, RECEIVE_BUFFER);
    config.set(DtlsConfig.DTLS_RECEIVE_BUFFER_SIZE, RECEIVE_BUFFER);
    return config;
  }

  static CoapEndpoint endpoint(Connector connector, Configuration config) {
    InMemoryMessageExchangeStore exchanges = new InMemoryMessageExchangeStore(config);
    exchanges.setDeduplicator(new Repeats(MOST_REPEATS, System::nanoTime));
    return CoapEndpoint.builder()
        .setConfiguration(config)
        .setMessageExchangeStore(exchanges)
        .setConnector(connector)
        .setDataSerializerAndParser(new UdpDataSerializer(), new StrictParser(OPTIONS))
        .build();
  }
}
