package io.parley.bench.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;

/** Californium with one resource that answers at once and does nothing: the peer. */
final class EchoServer implements AutoCloseable {
  private final CoapServer server;
  private final CoapEndpoint endpoint;

  EchoServer() {
    Configuration config =
        new Configuration(CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS);
    // As ours, or its memory fills with 247 s of exchanges and it measures the collector.
    config.set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP);
    config.set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, 16);
    config.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 2);
    config.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
    config.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    server = new CoapServer(config);
    endpoint =
        CoapEndpoint.builder()
            .setConfiguration(config)
            .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build();
    server.addEndpoint(endpoint);
    server.add(new Echo());
    server.start();
  }

  InetSocketAddress address() {
    return endpoint.getAddress();
  }

  @Override
  public void close() {
    server.destroy();
  }

  /** Answers for its whole subtree. */
  private static final class Echo extends CoapResource {
    Echo() {
      super("echo", true);
    }

    @Override
    public Resource getChild(String name) {
      return this;
    }

    @Override
    public void handleRequest(Exchange exchange) {
      new CoapExchange(exchange).respond(ResponseCode.CHANGED, exchange.getRequest().getPayload());
    }
  }
}
