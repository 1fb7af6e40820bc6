package io.parley.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.client.parameter.Listener;
import com.hivemq.migration.meta.PersistenceType;
import io.parley.access.AccessRules;
import io.parley.access.Principal;
import io.parley.access.Who;
import io.parley.mqtt.MqttMessage;
import io.parley.ports.PortOwner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HiveMQ CE in this process. It comes up closed: until {@link #open()} only this node's own clients
 * come in, others are told 0x88 (Server unavailable); then whoever {@link AccessRules} admits. It
 * keeps everything in memory, or in Xodus where a data folder is given.
 *
 * <p>One JVM holds one at a time: HiveMQ's switches and services are static.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final AtomicBoolean TAKEN = new AtomicBoolean();

  private final BrokerSettings settings;
  private final House house;
  private final Doors doors;
  private final EmbeddedHiveMQ hiveMq;
  private final BrokerFolders folders;
  private final PasswordChecks passwords;
  private final @Nullable StartAttempts attempts;
  private final AtomicBoolean closed = new AtomicBoolean();
  private List<BoundListener> listeners = List.of();

  private EmbeddedBroker(
      BrokerSettings settings,
      House house,
      Doors doors,
      EmbeddedHiveMQ hiveMq,
      BrokerFolders folders,
      PasswordChecks passwords,
      @Nullable StartAttempts attempts) {
    this.attempts = attempts;
    this.settings = settings;
    this.house = house;
    this.doors = doors;
    this.hiveMq = hiveMq;
    this.folders = folders;
    this.passwords = passwords;
  }

  /**
   * Starts a broker; returns once it listens. Where its files are broken it would wait for ever: it
   * is given up after a minute in which nothing was done, and after ten minutes at most.
   *
   * @throws BrokerException if a port is taken, the broker does not start, or it does not listen
   *     exactly where it was told
   * @throws IllegalStateException if this JVM holds a broker already
   */
  public static EmbeddedBroker start(
      BrokerSettings settings, AccessRules access, BrokerEvents events) {
    if (!TAKEN.compareAndSet(false, true)) {
      throw new IllegalStateException("this JVM holds a broker already, and can hold only one");
    }
    EmbeddedBroker broker;
    try {
      broker =
          prepared(
              settings,
              new House(access, settings.limits(), events, settings.data(), System::nanoTime));
    } catch (RuntimeException e) {
      TAKEN.set(false);
      throw e;
    }
    broker.run();
    return broker;
  }

  private static EmbeddedBroker prepared(BrokerSettings settings, House house) {
    settings.listeners().forEach(PortProbe::requireFree);
    String configuration = ConfigXml.of(settings);
    Path data = settings.data();
    StartAttempts attempts = data == null ? null : new StartAttempts(data);
    if (attempts != null) {
      attempts.begin();
    }
    BrokerFolders folders = BrokerFolders.create(settings.data(), configuration);
    PasswordChecks passwords = new PasswordChecks();
    Doors doors = new Doors(house, passwords);
    EmbeddedHiveMQ hiveMq = closedHiveMq(folders, doors);
    return new EmbeddedBroker(settings, house, doors, hiveMq, folders, passwords, attempts);
  }

  private void run() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    try {
      Patience.ofThisProcess(START).await(hiveMq.start());
      folders.forgetConfiguration();
      listeners = verified(doors.server().join().getListener());
      doors.review();
      doors.throttle();
      attemptEnded();
      LOG.info("broker listens on {}", listeners.stream().map(BoundListener::url).toList());
    } catch (ExecutionException e) {
      release();
      throw new BrokerException("the broker did not start: " + e.getCause(), e);
    } catch (TimeoutException e) {
      abandon();
      throw new BrokerException("the broker did not start within " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      attemptEnded();
      abandon();
      throw new BrokerException("interrupted while the broker started", e);
    } catch (BrokerException e) {
      halt();
      throw e;
    } finally {
      // HiveMQ's own one ends the process.
      Thread.setDefaultUncaughtExceptionHandler(before == null ? EmbeddedBroker::logged : before);
    }
  }

  private void attemptEnded() {
    if (attempts != null) {
      attempts.ended();
    }
  }

  private static EmbeddedHiveMQ closedHiveMq(BrokerFolders folders, Doors doors) {
    InternalConfigurations.RETAINED_MESSAGE_PERSISTENCE_TYPE.set(PersistenceType.FILE);
    InternalConfigurations.PAYLOAD_PERSISTENCE_TYPE.set(PersistenceType.FILE);
    InternalConfigurations.PERSISTENCE_BUCKET_COUNT.set(folders.buckets());
    InternalConfigurations.PAYLOAD_PERSISTENCE_BUCKET_COUNT.set(folders.buckets());
    InternalConfigurations.PAYLOAD_PERSISTENCE_CLEANUP_THREADS.set(1);
    InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(200);
    InternalConfigurations.PERSISTENCE_SHUTDOWN_TIMEOUT_SEC.set(2);
    // What of HiveMQ's is still told there is little: see CallerRuns.
    InternalConfigurations.MANAGED_EXTENSION_THREAD_POOL_THREADS_COUNT.set(1);
    InternalConfigurations.MANAGED_EXTENSION_EXECUTOR_SHUTDOWN_TIMEOUT_SEC.set(1);
    InternalConfigurations.JMX_REPORTER_ENABLED.set(false);
    EmbeddedExtension extension =
        EmbeddedExtension.builder()
            .withId("parley")
            .withName("Parley")
            .withVersion("1")
            .withExtensionMain(doors)
            .build();
    EmbeddedHiveMQ hiveMq =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(folders.configuration())
            .withDataFolder(folders.data())
            .withExtensionsFolder(folders.extensions())
            .withEmbeddedExtension(extension)
            .withoutLoggingBootstrap()
            .build();
    // build() opens the broker to everybody.
    InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
    return hiveMq;
  }

  /** Lets others in, from now on. */
  public void open() {
    house.open(true);
    LOG.info("broker is open");
  }

  /** Lets nobody new in but this node's own clients; who is in stays. */
  public void shut() {
    house.open(false);
    LOG.info("broker is shut");
  }

  /** Where it listens, in the order of the settings, with the real ports. */
  public List<BoundListener> listeners() {
    return listeners;
  }

  /** How this node's own clients reach it: by the first listener without TLS, else the first. */
  public NodeLink link() {
    BoundListener nearest =
        listeners.stream().filter(bound -> !bound.tls()).findFirst().orElse(listeners.get(0));
    return new NodeLink(nearest.url(), Principal.NODE.name(), house.secret());
  }

  /**
   * Publishes with QoS 1 what this node says itself, or what another of its entrances took from
   * this client, after it asked for the client's rights and took what it costs; the broker checks
   * neither again.
   *
   * @return completes when the broker would send the PUBACK, mostly before this returns, else on a
   *     thread of the broker, which must not be made to wait; exceptionally with {@link
   *     io.parley.mqtt.MqttFailure} where it takes no such message, with whatever went wrong else
   */
  public CompletableFuture<Void> publish(Who who, MqttMessage message) {
    return doors.inside().join().publish(who, message);
  }

  /** What each user may still spend; other entrances take from the same. */
  public Allowances allowances() {
    return house.allowances();
  }

  /** The broker's own figures by their names, {@code com.hivemq....}; numbers only. */
  public Map<String, Number> figures() {
    return BrokerFigures.of(hiveMq.getMetricRegistry());
  }

  /** Stops it within 6 seconds; a second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      house.open(false);
      halt();
      LOG.info("broker has stopped");
    }
  }

  private void halt() {
    try {
      hiveMq.stop().get(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("broker did not stop cleanly: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      release();
    }
  }

  /**
   * It is still starting: it stops once it has, and until then this JVM can hold no other. Its
   * folders stay as long: without its configuration it would start open to everybody.
   */
  private void abandon() {
    CompletableFuture<Void> unused = hiveMq.stop().whenComplete((done, failure) -> release());
  }

  private void release() {
    passwords.close();
    folders.close();
    TAKEN.set(false);
  }

  /** HiveMQ starts even if only one of its listeners does, and with others if it has none. */
  private List<BoundListener> verified(Iterable<Listener> running) {
    List<Listener> unexpected = new ArrayList<>();
    running.forEach(unexpected::add);
    List<BoundListener> bound = new ArrayList<>();
    for (int i = 0; i < settings.listeners().size(); i++) {
      BrokerListener wanted = settings.listeners().get(i);
      Listener found = named(unexpected, ConfigXml.listenerName(i));
      if (found == null || !found.getBindAddress().equals(wanted.bind()) || found.getPort() == 0) {
        throw new BrokerException(
            "the broker does not listen on %s:%d".formatted(wanted.bind(), wanted.port()));
      }
      unexpected.remove(found);
      boolean others =
          PortOwner.ofTcp(found.getPort())
              .filter(owner -> owner.pid() != ProcessHandle.current().pid())
              .isPresent();
      if (others || (wanted.port() != 0 && wanted.port() != found.getPort())) {
        throw new BrokerException(PortOwner.tcpTaken(wanted.bind(), wanted.port()));
      }
      bound.add(new BoundListener(wanted.bind(), found.getPort(), wanted.tls() != null));
    }
    if (!unexpected.isEmpty()) {
      throw new BrokerException("the broker also listens on " + unexpected + ": it was stopped");
    }
    return List.copyOf(bound);
  }

  private static @Nullable Listener named(List<Listener> listeners, String name) {
    return listeners.stream().filter(one -> one.getName().equals(name)).findFirst().orElse(null);
  }

  private static void logged(Thread thread, Throwable failure) {
    LOG.error("thread {} ended", thread.getName(), failure);
  }
}
