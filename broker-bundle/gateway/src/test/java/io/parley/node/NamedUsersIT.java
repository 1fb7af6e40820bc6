package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.access.AccessRules.Loopback;
import io.parley.access.Role;
import io.parley.access.Users;
import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.config.Settings;
import io.parley.message.Answer;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.mqtt.MqttFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway where nobody is anybody without a password: what the library can do as which role. */
final class NamedUsersIT {
  @TempDir static Path folder;
  private static Node node;
  private static String port;

  @BeforeAll
  static void start() throws Exception {
    Path users =
        Files.write(
            folder.resolve("users.txt"),
            List.of(
                Users.line("kiln-3", Role.DEVICE, "clay"),
                Users.line("pump7", Role.AGENT, "water")));
    node =
        Node.start(
            Settings.builder()
                .agent("gw")
                .port(0)
                .coapPort(0)
                .httpPort(0)
                .model("none")
                .users(users)
                .loopback(Loopback.AUTHENTICATED)
                .data(folder.resolve("data"))
                .build(),
            Tier.GATEWAY,
            Clock.systemUTC());
    String url = node.addresses().get(0);
    port = url.substring(url.lastIndexOf(':') + 1);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void anAgentAnswersWhatADeviceAsks() {
    try (Agent expert = agent("pump7:water");
        Agent device = agent("kiln-3:clay")) {
      expert
          .answer("pump/7", inquiry -> inquiry.answer("40 Hz"))
          .orTimeout(20, TimeUnit.SECONDS)
          .join();

      Answer answer =
          device
              .ask(Ask.of("How fast is it?").about("pump/7"))
              .orTimeout(20, TimeUnit.SECONDS)
              .join();

      assertEquals("40 Hz", answer.text());
      assertEquals(Route.EXPERT, answer.route());
      assertEquals(Status.ANSWERED, answer.status());
    }
  }

  @Test
  void aDeviceIsNoExpert() {
    try (Agent device = agent("kiln-3:clay")) {
      CompletionException refused =
          assertThrows(
              CompletionException.class,
              () ->
                  device
                      .answer("kiln/3", inquiry -> inquiry.answer("1200 °C"))
                      .orTimeout(20, TimeUnit.SECONDS)
                      .join());
      assertEquals(0x87, ((MqttFailure) refused.getCause()).reasonCode());
    }
  }

  @Test
  void aWrongPasswordIsRefused() {
    assertEquals(0x86, assertThrows(MqttFailure.class, () -> agent("kiln-3:mud")).reasonCode());
  }

  private static Agent agent(String credentials) {
    return Agent.connect(
        "mqtt://%s@127.0.0.1:%s/plant1".formatted(credentials, port), AgentOptions.usual());
  }
}
