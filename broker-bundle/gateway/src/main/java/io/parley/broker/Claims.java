package io.parley.broker;

import io.parley.access.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whose client id is whose. A second CONNECT under a client id takes the session over (MQTT 5,
 * 3.1.4-3), with its queue and the answers in it; so a client id stays with the principal that came
 * with it first, also while it is away.
 */
final class Claims {
  private static final long CONNECTING = Duration.ofSeconds(30).toNanos();

  private final int most;
  private final Map<String, Claim> claims = new ConcurrentHashMap<>();

  Claims(int most) {
    this.most = most;
  }

  private record Claim(String owner, int connected, long at) {
    Claim with(int change, long nanoTime) {
      return new Claim(owner, Math.max(0, connected + change), nanoTime);
    }

    boolean idle(long nanoTime) {
      return connected == 0 && nanoTime - at > CONNECTING;
    }
  }

  /** Takes the client id for this principal; false if it is another's. */
  boolean take(String client, Principal principal, long nanoTime) {
    if (claims.size() >= most) {
      claims.values().removeIf(claim -> claim.idle(nanoTime));
    }
    AtomicBoolean taken = new AtomicBoolean(true);
    claims.compute(
        client,
        (id, claim) -> {
          if (claim == null) {
            return new Claim(principal.name(), 0, nanoTime);
          }
          taken.set(claim.owner().equals(principal.name()));
          return taken.get() ? claim.with(0, nanoTime) : claim;
        });
    return taken.get();
  }

  void connected(String client, long nanoTime) {
    claims.computeIfPresent(client, (id, claim) -> claim.with(1, nanoTime));
  }

  void disconnected(String client, long nanoTime) {
    claims.computeIfPresent(client, (id, claim) -> claim.with(-1, nanoTime));
  }
}
