package io.parley.node;

import io.parley.access.AccessRules;
import io.parley.access.Rights;
import io.parley.access.Users;
import io.parley.access.Who;
import io.parley.codec.Format;
import io.parley.config.Settings;
import io.parley.gateway.Answering;
import io.parley.gateway.Asked;
import io.parley.gateway.Entrance;
import io.parley.gateway.GatewayIdentity;
import io.parley.http.Asking;
import io.parley.http.HttpException;
import io.parley.http.HttpServer;
import io.parley.http.HttpSettings;
import io.parley.http.NodeView;
import io.parley.http.TelemetryView;
import io.parley.message.Answer;
import io.parley.message.Life;
import io.parley.metrics.Metrics;
import io.parley.presence.AgentSeen;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Metrics, page and API of a node. */
final class HttpDoorway {
  private HttpDoorway() {}

  static HttpServer open(
      Settings settings,
      @Nullable AccessRules access,
      NodeView view,
      TelemetryView telemetry,
      Answering answering,
      Metrics metrics,
      Clock clock) {
    HttpSettings http =
        new HttpSettings(
            settings.http().bind(),
            settings.http().port(),
            settings.http().hosts(),
            settings.limits().payloadBytes(),
            settings.root(),
            settings.site());
    try {
      return HttpServer.start(
          http,
          access == null ? loopbackOnly(settings) : access,
          view,
          telemetry,
          asking(answering, clock),
          metrics);
    } catch (HttpException e) {
      throw new NodeException(String.valueOf(e.getMessage()), e);
    }
  }

  /** An external broker keeps its own users; here only who is on this machine comes in. */
  private static AccessRules loopbackOnly(Settings settings) {
    return new AccessRules(
        Users.NONE, AccessRules.Loopback.OPERATOR, new Rights(settings.root(), settings.site()));
  }

  private static Asking asking(Answering answering, Clock clock) {
    return (question, subject, who) -> {
      Instant now = clock.instant();
      Asked asked =
          new Asked(
              question,
              subject,
              client(who),
              who.principal().name(),
              Entrance.HTTP,
              "http:" + client(who),
              "",
              now,
              now.plus(Life.left(question.needs().ms(), null)),
              null,
              Format.JSON);
      CompletableFuture<Answer> answer = answering.ask(asked, interim -> {}).answer();
      // It goes out on a connection that dies with this process.
      var unused = answer.thenRun(() -> answering.told(asked));
      return answer;
    };
  }

  private static String client(Who who) {
    return "http-" + who.principal().name();
  }

  /** What the page shows. */
  record View(
      GatewayIdentity identity,
      BooleanSupplier ready,
      Standing standing,
      Watched watched,
      Protocols spoken)
      implements NodeView {
    @Override
    public Self self() {
      return new Self(identity.site(), identity.agent(), identity.tier().word());
    }

    @Override
    public Health health() {
      return new Health(ready.getAsBoolean(), List.of());
    }

    @Override
    public List<Neighbour> agents() {
      return standing.directory().all().stream()
          .sorted(Comparator.comparing(seen -> !seen.address().equals(identity.address())))
          .map(View::neighbour)
          .toList();
    }

    @Override
    public List<Exchange> exchanges() {
      return watched.exchanges();
    }

    @Override
    public List<Spoken> protocols() {
      return spoken.spoken();
    }

    @Override
    public List<Unanswered> unanswered() {
      return watched.unanswered();
    }

    private static Neighbour neighbour(AgentSeen seen) {
      return new Neighbour(
          seen.site(), seen.agent(), seen.mirroredBy(), seen.card(), seen.status());
    }
  }
}
