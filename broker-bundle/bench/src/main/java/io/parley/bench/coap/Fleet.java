package io.parley.bench.coap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/** Many DTLS clients with Connection ID, each with a key and a session of its own. */
final class Fleet implements AutoCloseable {
  private static final int AT_ONCE = 50;
  private static final long PATIENCE_MS = 30_000;

  private final List<CoapEndpoint> clients = new ArrayList<>();
  private final ScheduledExecutorService protocol = Executors.newScheduledThreadPool(2);
  private final ExecutorService dtls = Executors.newFixedThreadPool(4);

  Fleet(int size) throws IOException {
    Configuration config =
        new Configuration(
            CoapConfig.DEFINITIONS,
            UdpConfig.DEFINITIONS,
            SystemConfig.DEFINITIONS,
            DtlsConfig.DEFINITIONS);
    config.set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY);
    config.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0);
    config.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
    config.set(DtlsConfig.DTLS_MAX_CONNECTIONS, 4);
    config.set(CoapConfig.MAX_ACTIVE_PEERS, 4);
    for (int i = 0; i < size; i++) {
      DTLSConnector connector =
          new DTLSConnector(
              DtlsConnectorConfig.builder(config)
                  .setAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                  .setAdvancedPskStore(new AdvancedSinglePskStore("bench-" + i, House.KEY.clone()))
                  .build());
      connector.setExecutor(dtls);
      CoapEndpoint client =
          CoapEndpoint.builder().setConfiguration(config).setConnector(connector).build();
      client.setExecutors(protocol, protocol);
      client.start();
      clients.add(client);
    }
  }

  /** Every client publishes once; how many were answered. */
  int publish(InetSocketAddress server, String payload) throws InterruptedException {
    int answered = 0;
    for (int from = 0; from < clients.size(); from += AT_ONCE) {
      List<Request> batch = new ArrayList<>();
      for (int i = from; i < Math.min(from + AT_ONCE, clients.size()); i++) {
        Request put = Request.newPut();
        put.setURI("coaps://127.0.0.1:%d/ps/bench/fleet/%d".formatted(server.getPort(), i));
        put.setPayload(payload);
        put.send(clients.get(i));
        batch.add(put);
      }
      for (Request put : batch) {
        Response response = put.waitForResponse(PATIENCE_MS);
        if (response != null && response.isSuccess()) {
          answered++;
        }
      }
    }
    return answered;
  }

  @Override
  public void close() {
    clients.forEach(CoapEndpoint::destroy);
    protocol.shutdownNow();
    dtls.shutdownNow();
    try {
      dtls.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
