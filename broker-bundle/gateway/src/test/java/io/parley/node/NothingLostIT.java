package io.parley.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.codec.Codec;
import io.parley.codec.Reply;
import io.parley.message.Status;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.Correlation;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.Subscription;
import io.parley.paho.PahoSession;
import io.parley.uplink.HivemqSession;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway's process is killed while hundreds of questions are under way, and started again. */
final class NothingLostIT {
  private static final int EACH = 90;
  private static final int KILL_AFTER = 60;
  private static final List<String> SUBJECTS = List.of("pump/1", "kiln/1", "any");

  @AutoClose private final Closing open = new Closing();
  private final CountDownLatch answered = new CountDownLatch(KILL_AFTER);
  private final CountDownLatch killed = new CountDownLatch(1);
  @TempDir Path folder;

  @Test
  void everyQuestionEndsInOneFinalAnswer() throws Exception {
    int port = freePort();
    NodeProcess first = gateway("first", port);
    open.then(first::kill);
    expert("pump1", "pump/+", port, new CountDownLatch(0));
    // Its answers are held back until the gateway that asked is dead.
    expert("kiln1", "kiln/+", port, killed);
    List<Asker> askers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      askers.add(new Asker(i, port));
    }

    askers.forEach(Asker::askAll);
    askers.forEach(Asker::askEverySecondAgain);
    assertTrue(answered.await(60, SECONDS));
    first.kill();
    killed.countDown();
    open.then(gateway("second", port)::kill);
    askers.forEach(Asker::askEverySecondAgain);

    for (Asker asker : askers) {
      asker.all.get(220, SECONDS);
    }
    for (Asker asker : askers) {
      asker.fence();
      asker.answers.forEach(
          (id, all) -> assertEquals(1, all.size(), () -> id + " has the answers " + all));
    }
    Set<Status> seen = EnumSet.noneOf(Status.class);
    askers.forEach(asker -> seen.addAll(asker.statuses));
    assertTrue(seen.contains(Status.ANSWERED) && seen.contains(Status.UNSURE), seen.toString());
  }

  private NodeProcess gateway(String name, int port) {
    return NodeProcess.gateway(name, folder, port, -1, -1);
  }

  private void expert(String name, String filter, int port, CountDownLatch gate) throws Exception {
    String url = "mqtt://127.0.0.1:" + port + "/plant1";
    Agent agent = open.add(Agent.connect(url, AgentOptions.named(name)));
    open.then(gate::countDown);
    agent
        .answer(
            filter,
            inquiry -> {
              assertTrue(gate.await(60, SECONDS));
              return inquiry.answer(name + " knows");
            })
        .get(30, SECONDS);
  }

  private static int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** A client with a session that outlives its connections; the two libraries take turns. */
  private final class Asker {
    private final String name;
    private final MqttSession session;
    private final String replies;
    private final Map<String, Set<String>> answers = new ConcurrentHashMap<>();
    private final Set<Status> statuses = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private final CompletableFuture<Void> fenced = new CompletableFuture<>();

    Asker(int number, int port) throws Exception {
      name = "asker" + number;
      replies = "parley/v1/plant1/answer/" + name;
      SessionOptions options =
          SessionOptions.of(BrokerUrl.parse("mqtt://127.0.0.1:" + port), name)
              .withSessionExpiry(Duration.ofMinutes(5));
      session = open.add(number % 2 == 0 ? PahoSession.of(options) : HivemqSession.of(options));
      session.connect().get(30, SECONDS);
      session.subscribe(Subscription.live(replies), this::heard).get(30, SECONDS);
    }

    void askAll() {
      for (int i = 0; i < EACH; i++) {
        ask(name + "-" + i, SUBJECTS.get(i % SUBJECTS.size()));
      }
    }

    /** Under the same ids; what is not asked again must be answered all the same. */
    void askEverySecondAgain() {
      for (int i = 1; i < EACH; i += 2) {
        ask(name + "-" + i, SUBJECTS.get(i % SUBJECTS.size()));
      }
    }

    private void ask(String id, String subject) {
      String json =
          "{\"id\":\"%s\",\"text\":\"How fast, %s?\",\"needs\":{\"ms\":240000}}".formatted(id, id);
      var unused =
          session.publish(
              new MqttMessage(
                  "parley/v1/plant1/ask/" + subject,
                  json.getBytes(UTF_8),
                  false,
                  "application/json",
                  replies,
                  Correlation.of(id.getBytes(UTF_8)),
                  240L,
                  List.of()));
    }

    /** Whatever was still on its way to this client is here once this is answered. */
    void fence() throws Exception {
      ask(name + "-fence", "pump/1");
      fenced.get(60, SECONDS);
    }

    private void heard(MqttMessage message) {
      try {
        if (new Codec().reply(message.payload(), message.contentType()) instanceof Reply.Whole whole
            && !whole.answer().provisional()) {
          statuses.add(whole.answer().status());
          String id = String.valueOf(whole.answer().id());
          // Delivered twice, an answer is still the same one: that is what QoS 1 promises.
          answers
              .computeIfAbsent(id, fresh -> ConcurrentHashMap.newKeySet())
              .add(new String(message.payload(), UTF_8));
          answered.countDown();
          if (answers.size() == EACH) {
            all.complete(null);
          }
          if (id.endsWith("-fence")) {
            fenced.complete(null);
          }
        }
      } catch (io.parley.codec.CodecException e) {
        all.completeExceptionally(e);
      }
    }
  }
}
