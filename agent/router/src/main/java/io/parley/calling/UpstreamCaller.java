package io.parley.calling;

import io.parley.codec.Codec;
import io.parley.codec.Trees;
import io.parley.exchange.Exchange;
import io.parley.exchange.Exchange.Outstanding;
import io.parley.gateway.Upstream;
import io.parley.message.Answer;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.presence.AgentSeen;
import io.parley.presence.Directory;
import io.parley.presence.Mirrors;
import io.parley.presence.Presence;
import io.parley.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the node above, over a session at its broker, and mirrors cards and statuses between the two
 * brokers. Where the node above is away, questions come back empty at once.
 */
public final class UpstreamCaller implements Upstream, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamCaller.class);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(3);
  private static final Duration STATUSES_COME = Duration.ofMillis(500);

  private final Node node;
  private final MqttSession above;
  private final Clock clock;
  private final Directory seenAbove;
  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(1, UpstreamCaller::daemon);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Boolean> looked = new CompletableFuture<>();
  private volatile @Nullable Way way;
  private boolean wasReachable;

  /**
   * A caller that asks nobody before {@link #open}.
   *
   * @param above the session at the upper broker, its client id the node's name, its Will {@link
   *     Presence#will}, with a session expiry, so that answers outlive a short cut; opened and
   *     closed by whoever made it
   */
  public UpstreamCaller(Node node, MqttSession above, Clock clock) {
    this.node = node;
    this.above = above;
    this.clock = clock;
    seenAbove = new Directory(node.topics());
  }

  /**
   * This node, as it stands at its own broker.
   *
   * @param topics the tree
   * @param site its site
   * @param agent its name
   * @param presence its presence at its own broker
   * @param session its session there
   * @param directory the directory of its own broker
   * @param mirrors whether it mirrors; not where its broker is the upper one, which knows all that
   */
  public record Node(
      Topics topics,
      String site,
      String agent,
      Presence presence,
      MqttSession session,
      Directory directory,
      boolean mirrors) {
    String address() {
      return site + "/" + agent;
    }
  }

  /** How the node above is asked: its site, and what comes back from there. */
  private record Way(String site, Exchange exchange) {}

  /**
   * Finds the site above, subscribes and mirrors. It goes on trying where nobody is there yet; only
   * several sites to choose from are an error.
   *
   * @param siteAbove the upstream's site; empty: the only one that shows a router there
   * @return completes with the site once all stands; exceptionally with the list of routers where
   *     there are several
   */
  public CompletableFuture<String> open(String siteAbove) {
    lookedWithin(FIRST_LOOK);
    above.onState(state -> look());
    seenAbove.onChange(seen -> look());
    CompletableFuture<String> site =
        siteAbove.isEmpty()
            ? new SiteAbove(node.topics(), node.address(), above, timer).find()
            : CompletableFuture.completedFuture(siteAbove);
    return site.thenCompose(this::begin)
        .whenComplete(
            (known, error) -> lookedWithin(error == null ? STATUSES_COME : Duration.ZERO));
  }

  private void lookedWithin(Duration time) {
    if (!timer.isShutdown()) {
      var unused =
          timer.schedule(() -> looked.complete(false), time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Says that the broker above cannot be reached now, so that no question waits for it. */
  public void brokerIsAway() {
    looked.complete(false);
  }

  private CompletableFuture<String> begin(String site) {
    Exchange exchange =
        new Exchange(above, node.topics().answer(site, node.agent()), new Codec(), clock);
    Mirrors mirrors =
        new Mirrors(
            node.topics(),
            node.site(),
            node.agent(),
            node.presence(),
            node.session(),
            node.directory(),
            above,
            seenAbove,
            clock);
    return exchange
        .open()
        .thenCompose(
            ok -> {
              way = new Way(site, exchange);
              if (node.mirrors()) {
                return mirrors.open(site);
              }
              node.presence().alsoWillOf(above);
              return seenAbove.open(above);
            })
        .thenApply(
            ok -> {
              LOG.info("upstream is site {}", site);
              look();
              return site;
            });
  }

  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public boolean reachable() {
    return above.connected() && !routers().isEmpty();
  }

  /** The upper site's own routers that are live. */
  private List<AgentSeen> routers() {
    Way known = way;
    return known == null
        ? List.of()
        : seenAbove.all().stream()
            .filter(seen -> seen.site().equals(known.site()) && seen.router() && seen.live())
            .filter(seen -> seen.mirroredBy().isEmpty() && !seen.address().equals(node.address()))
            .toList();
  }

  private boolean routerAbove(String name) {
    Way known = way;
    return known != null
        && seenAbove.find(known.site(), name).filter(AgentSeen::router).isPresent();
  }

  @Override
  public CompletableFuture<Boolean> looked() {
    return looked;
  }

  @Override
  public void onReachable(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public CompletableFuture<Optional<Answer>> ask(Passed passed) {
    Way known = way;
    if (known == null || !reachable()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<Answer>> result = new CompletableFuture<>();
    Outstanding one =
        known
            .exchange()
            .ask(
                node.topics().ask(known.site(), passed.subject()),
                passed.question(),
                passed.until(),
                passed.traceparent(),
                before -> {},
                answer -> true,
                new RoutersAbove(this::routerAbove));
    var unused =
        one.answer()
            .whenComplete(
                (answer, error) -> {
                  if (error != null) {
                    LOG.debug("nothing came from above: {}", error.toString());
                  }
                  result.complete(Optional.ofNullable(answer));
                });
    var unusedCancel =
        result.whenComplete(
            (answer, error) -> {
              if (result.isCancelled() && one.answer().cancel(false)) {
                cancel(known, one);
              }
            });
    return result;
  }

  private void cancel(Way known, Outstanding one) {
    byte[] payload =
        Trees.toJson(Map.of("op", "cancel", "id", String.valueOf(one.question().id())));
    for (AgentSeen router : routers()) {
      var unused =
          above.publish(
              new MqttMessage(
                  node.topics().to(known.site(), router.agent()),
                  payload,
                  false,
                  "application/json",
                  known.exchange().replyTopic(),
                  null,
                  30L,
                  List.of()));
    }
  }

  private void look() {
    boolean now = reachable();
    if (now) {
      looked.complete(true);
    }
    boolean news;
    synchronized (this) {
      news = now != wasReachable;
      wasReachable = now;
    }
    if (news) {
      LOG.info("the node above is {}", now ? "there" : "away; this node works alone");
      if (now) {
        listeners.forEach(Runnable::run);
      }
    }
  }

  /** Stops looking; the session is closed by whoever made it. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "upstream");
    thread.setDaemon(true);
    return thread;
  }
}
