package io.parley.energy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joules above idle for each question. Idle power is learned while nothing is under way; until it
 * has been seen for two seconds, and whenever the source fails, there is no figure.
 */
public final class EnergyMeter implements AutoCloseable {
  /** System property: the folder to look below instead of {@code /sys}. */
  public static final String SYS = "parley.sys";

  private static final Logger LOG = LoggerFactory.getLogger(EnergyMeter.class);
  private static final long TICK_MILLIS = 250;
  private static final double LEAST_IDLE_SECONDS = 2;
  private static final double LEARNING = 0.2;

  private final PowerSource source;
  private final Set<Measurement> open = new HashSet<>();
  private final ScheduledExecutorService ticker;
  private double idleWatts = Double.NaN;
  private double idleSeconds;
  private double lastJoules = Double.NaN;
  private long lastNanos;

  private EnergyMeter(PowerSource source, ScheduledExecutorService ticker) {
    this.source = source;
    this.ticker = ticker;
  }

  /**
   * A meter on this machine's source, reading it four times a second; empty if there is none. Looks
   * below {@code /sys}, or below the folder that the system property {@value #SYS} names: in a
   * container the machine's own may lie elsewhere.
   */
  public static Optional<EnergyMeter> detect() {
    Path sys = Path.of(System.getProperty(SYS, "/sys"));
    Optional<PowerSource> source =
        Ina3221Source.find(sys)
            .or(() -> PmicSource.find(PmicSource::ask))
            .or(() -> RaplSource.find(sys));
    return source.map(
        found -> {
          ScheduledThreadPoolExecutor ticker =
              new ScheduledThreadPoolExecutor(
                  1,
                  task -> {
                    Thread thread = new Thread(task, "parley-energy");
                    thread.setDaemon(true);
                    return thread;
                  });
          EnergyMeter meter = new EnergyMeter(found, ticker);
          var unused =
              ticker.scheduleAtFixedRate(
                  () -> meter.read(System.nanoTime()), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
          return meter;
        });
  }

  /** A meter that is read when its test says so. */
  static EnergyMeter of(PowerSource source) {
    return new EnergyMeter(source, new ScheduledThreadPoolExecutor(1));
  }

  /** How it is measured. */
  public String method() {
    return source.method() + ", idle subtracted";
  }

  /** Begins a measurement; it must be ended. */
  public Measurement begin() {
    return begin(System.nanoTime());
  }

  synchronized Measurement begin(long nowNanos) {
    read(nowNanos);
    Measurement measurement = new Measurement();
    open.add(measurement);
    return measurement;
  }

  synchronized void read(long nowNanos) {
    double joules;
    try {
      joules = source.joules(nowNanos);
    } catch (IOException e) {
      LOG.debug("energy cannot be read: {}", e.toString());
      open.forEach(measurement -> measurement.known = false);
      lastJoules = Double.NaN;
      return;
    }
    if (!Double.isNaN(lastJoules)) {
      account(joules - lastJoules, (nowNanos - lastNanos) / 1e9);
    }
    lastJoules = joules;
    lastNanos = nowNanos;
  }

  private void account(double joules, double seconds) {
    if (seconds <= 0) {
      return;
    }
    if (open.isEmpty()) {
      double watts = joules / seconds;
      double weight = Math.min(1, LEARNING * seconds / (TICK_MILLIS / 1e3));
      idleWatts = Double.isNaN(idleWatts) ? watts : idleWatts + weight * (watts - idleWatts);
      idleSeconds += seconds;
      return;
    }
    boolean knowsIdle = idleSeconds >= LEAST_IDLE_SECONDS;
    double share = Math.max(0, joules - idleWatts * seconds) / open.size();
    for (Measurement measurement : open) {
      measurement.known &= knowsIdle;
      measurement.joules += knowsIdle ? share : 0;
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }

  /** The energy of one question. */
  public final class Measurement {
    private double joules;
    private boolean known = true;

    private Measurement() {}

    /** Ends it and gives joules above idle; null where they cannot be known. */
    public @Nullable Double end() {
      return end(System.nanoTime());
    }

    @Nullable Double end(long nowNanos) {
      synchronized (EnergyMeter.this) {
        read(nowNanos);
        open.remove(this);
        return known ? joules : null;
      }
    }
  }
}
