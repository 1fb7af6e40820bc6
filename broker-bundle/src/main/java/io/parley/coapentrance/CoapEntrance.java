package io.parley.coapentrance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.jspecify.annotations.Nullable;

/** The open entrance. Opening and closing belong to one thread; counts may be read from any. */
public final class CoapEntrance implements AutoCloseable {
  private static final long SWEEP_SECONDS = 10;

  private final Front front;
  private final LiveTopics live;
  private final AnswerBox box;
  private final CoapServer server;
  private final ScheduledThreadPoolExecutor timer;
  private final @Nullable CoapEndpoint plain;

  private CoapEntrance(CoapSettings settings, CoapPorts ports) {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = Executors.defaultThreadFactory().newThread(task);
              thread.setName("coap-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    front = new Front(settings, ports, timer);
    live = new LiveTopics(front);
    box = new AnswerBox(front);
    Configuration config = Stack.configuration(settings.limits());
    server = new CoapServer(config);
    server.setMessageDeliverer(new Deliverer(front, live, box, config));
    InetSocketAddress address = settings.plain();
    plain = address == null ? null : plainEndpoint(address, config);
    if (plain != null) {
      server.addEndpoint(plain);
    }
  }

  private CoapEndpoint plainEndpoint(InetSocketAddress address, Configuration config) {
    CoapEndpoint endpoint = Stack.endpoint(new UDPConnector(address, config), config);
    Gate gate = new Gate(front);
    endpoint.addInterceptor(gate);
    endpoint.addPostProcessInterceptor(gate);
    return endpoint;
  }

  /**
   * Binds the ports and serves.
   *
   * @throws IOException if a port cannot be bound, naming it
   */
  public static CoapEntrance open(CoapSettings settings, CoapPorts ports) throws IOException {
    CoapEntrance entrance = new CoapEntrance(settings, ports);
    entrance.start();
    return entrance;
  }

  private void start() throws IOException {
    try {
      server.start();
    } catch (IllegalStateException e) {
      close();
      throw new IOException("coap port %s cannot be bound".formatted(front.settings.plain()), e);
    }
    var unused =
        timer.scheduleWithFixedDelay(
            () -> {
              live.sweep();
              box.sweep();
            },
            SWEEP_SECONDS,
            SWEEP_SECONDS,
            TimeUnit.SECONDS);
  }

  /** Where plain UDP is bound. */
  public Optional<InetSocketAddress> plain() {
    return Optional.ofNullable(plain).map(CoapEndpoint::getAddress);
  }

  /** What was done so far, and is held now. */
  public CoapCounts counts() {
    return front.counters.snapshot(live.observers(), live.size());
  }

  /** Stops taking requests; what is under way is dropped. */
  @Override
  public void close() {
    server.destroy();
    timer.shutdownNow();
  }
}
