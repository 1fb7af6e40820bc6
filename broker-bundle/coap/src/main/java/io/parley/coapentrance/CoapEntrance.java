package io.parley.coapentrance;

import io.parley.coapentrance.Relations.Registration;
import io.parley.ports.PortOwner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.elements.UDPConnector;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.util.ExecutorsUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open entrance. Opening and closing belong to one thread; counts may be read from any. */
public final class CoapEntrance implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CoapEntrance.class);
  private static final long SWEEP_SECONDS = 10;
  private static final int STAGE_THREADS = 2;

  private final Front front;
  private final LiveTopics live;
  private final AnswerBox box;
  private final Deliverer deliverer;
  private final CoapServer server;
  private final ScheduledThreadPoolExecutor timer;
  private final @Nullable CoapEndpoint plain;
  private final @Nullable SecureSide secure;
  private boolean started;

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
    Stage stage = new Stage(STAGE_THREADS);
    server.setExecutors(stage, ExecutorsUtil.newDefaultSecondaryScheduler("coap-second"), false);
    deliverer = new Deliverer(front, live, box, config);
    server.setMessageDeliverer(deliverer);
    InetSocketAddress address = settings.plain();
    plain = address == null ? null : plainEndpoint(address, config, stage);
    if (plain != null) {
      server.addEndpoint(plain);
    }
    SecureSettings dtls = settings.secure();
    secure = dtls == null ? null : new SecureSide(front, dtls, config, stage);
    if (secure != null) {
      server.addEndpoint(secure.endpoint());
    }
  }

  private CoapEndpoint plainEndpoint(InetSocketAddress address, Configuration config, Stage stage) {
    CoapEndpoint endpoint =
        Stack.endpoint(
            new Relay(new UDPConnector(address, config), stage, front.counters.dropped), config);
    Gate gate = new Gate(front);
    endpoint.addInterceptor(gate);
    endpoint.addPostProcessInterceptor(gate);
    return endpoint;
  }

  /**
   * Binds the ports, takes up what the last run saved, and serves.
   *
   * @throws IOException if a port cannot be bound, naming it
   */
  public static CoapEntrance open(CoapSettings settings, CoapPorts ports) throws IOException {
    CoapEntrance entrance = new CoapEntrance(settings, ports);
    entrance.start();
    return entrance;
  }

  private String notBound() {
    SecureSettings encrypted = front.settings.secure();
    List<InetSocketAddress> wanted =
        Stream.of(front.settings.plain(), encrypted == null ? null : encrypted.address())
            .filter(Objects::nonNull)
            .toList();
    return wanted.stream()
        .filter(address -> PortOwner.ofUdp(address.getPort()).isPresent())
        .findFirst()
        .map(taken -> "coap: " + PortOwner.udpTaken(taken.getHostString(), taken.getPort()))
        .orElse("coap: %s cannot all be listened on; are they of this machine?".formatted(wanted));
  }

  private void start() throws IOException {
    if (secure != null) {
      secure.load();
    }
    box.load();
    // The server goes on without an endpoint that cannot bind, and says so in its log only.
    boolean all;
    try {
      server.start();
      all = server.getEndpoints().stream().allMatch(Endpoint::isStarted);
    } catch (IllegalStateException none) {
      all = false;
    }
    if (!all) {
      close();
      throw new IOException(notBound());
    }
    started = true;
    box.resume();
    if (secure != null) {
      secure.registrations().forEach(this::restore);
    }
    var unused =
        timer.scheduleWithFixedDelay(
            () -> {
              live.sweep();
              box.sweep();
              front.relations.sweep();
            },
            SWEEP_SECONDS,
            SWEEP_SECONDS,
            TimeUnit.SECONDS);
  }

  /** A saved registration is delivered once its topic has a value: until then there is no news. */
  private void restore(Registration registration) {
    SecureSide side = secure;
    if (side == null) {
      return;
    }
    try {
      List<String> path =
          new UdpDataParser().parseMessage(registration.request()).getOptions().getUriPath();
      LiveTopic topic = deliverer.restored(path);
      if (topic == null) {
        side.again(registration);
      } else {
        topic.onceValued(() -> side.again(registration));
      }
    } catch (Refused | RuntimeException e) {
      LOGGER.info("a saved registration is dropped: {}", e.getMessage());
    }
  }

  /** Where plain UDP is bound. */
  public Optional<InetSocketAddress> plain() {
    return Optional.ofNullable(plain).map(CoapEndpoint::getAddress);
  }

  /** Where DTLS is bound. */
  public Optional<InetSocketAddress> secure() {
    return Optional.ofNullable(secure).map(side -> side.endpoint().getAddress());
  }

  /** What was done so far, and is held now. */
  public CoapCounts counts() {
    return front.counters.snapshot(front.relations.total(), live.size(), box.size());
  }

  /** Stops taking requests and saves what outlives a restart; what is under way is dropped. */
  @Override
  public void close() {
    List<Registration> registrations = front.relations.close();
    try {
      box.close();
    } catch (IOException e) {
      LOGGER.warn("kept answers are not all saved: {}", e.getMessage());
    }
    server.stop();
    if (secure != null && started) {
      started = false;
      try {
        secure.save(registrations);
      } catch (IOException e) {
        LOGGER.warn("DTLS sessions are not saved: {}", e.getMessage());
      }
    }
    server.destroy();
    timer.shutdownNow();
  }
}
