package io.parley.broker;

import io.parley.access.Principal;
import io.parley.access.Who;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What each may still spend: a user over all its connections, by whatever protocol it comes; the
 * local operator, who is everybody on this machine, each connection for itself. Those who came last
 * are remembered.
 */
public final class Allowances {
  private static final int MOST = 20_000;

  private final BrokerLimits limits;
  private final LongSupplier nanoTime;
  private final Map<String, Allowance> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
          return size() > MOST;
        }
      };

  Allowances(BrokerLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes what a message costs.
   *
   * @param bytes of its payload
   * @param question whether it is a question
   * @return how long to wait before it can be afforded; zero: it is paid for
   */
  public Duration spend(Who who, int bytes, boolean question) {
    return Duration.ofNanos(of(who).spend(bytes, question, nanoTime.getAsLong()));
  }

  Allowance of(Who who) {
    boolean shared = !who.principal().name().equals(Principal.LOCAL.name());
    String key = shared ? who.principal().name() : who.principal().name() + " " + who.client();
    synchronized (known) {
      return known.computeIfAbsent(key, name -> new Allowance(limits, nanoTime.getAsLong()));
    }
  }
}
