package io.parley.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Names of machines. */
final class Hosts {
  private static final long PATIENCE_SECONDS = 2;

  private Hosts() {}

  /** Whether two names or addresses share an address; if one cannot be resolved soon: no. */
  static boolean same(String one, String other) {
    if (one.equalsIgnoreCase(other)) {
      return true;
    }
    CompletableFuture<Set<InetAddress>> first = addresses(one);
    return !Collections.disjoint(addresses(other).join(), first.join());
  }

  private static CompletableFuture<Set<InetAddress>> addresses(String host) {
    CompletableFuture<Set<InetAddress>> found = new CompletableFuture<>();
    Thread resolving =
        new Thread(
            () -> {
              try {
                found.complete(Set.of(InetAddress.getAllByName(host)));
              } catch (UnknownHostException | IllegalArgumentException e) {
                found.complete(Set.of());
              }
            },
            "resolving " + host);
    resolving.setDaemon(true);
    resolving.start();
    return found.completeOnTimeout(Set.of(), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
