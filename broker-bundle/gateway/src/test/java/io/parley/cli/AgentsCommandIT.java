package io.parley.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.agent.Inquiry;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.config.Settings;
import io.parley.message.Answer;
import io.parley.message.Evidence;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.node.Node;
import io.parley.paho.PahoSession;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two experts on one subject, one of which says what the telemetry contradicts. */
final class AgentsCommandIT {
  private static final String TOPIC = "plant/boiler/3/temperature";

  @TempDir Path folder;

  @Test
  void whoAnswersWronglySinksAndIsAskedLastAndPeopleSeeIt() throws Exception {
    Settings settings =
        Settings.builder()
            .agent("gw")
            .port(0)
            .coapPort(0)
            .httpPort(0)
            .model("none")
            .addIngest("plant/#")
            .data(folder)
            .build();
    try (Node node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC())) {
      String url = node.addresses().get(0);
      try (MqttSession device = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), "dev"));
          Agent asker = Agent.connect(url + "/plant1", AgentOptions.named("asker"));
          Agent liar = Agent.connect(url + "/plant1", AgentOptions.named("liar"))) {
        device.connect().get(30, TimeUnit.SECONDS);
        see(device);
        Instant between = Instant.now();
        see(device);
        liar.answer("boiler/3", asked -> said(asked, 20, between)).join();
        try (Agent honest = Agent.connect(url + "/plant1", AgentOptions.named("honest"))) {
          honest.answer("boiler/3", asked -> said(asked, 81.5, between)).join();
          sinks(url, asker);
        }
        assertEquals("liar", ask(asker, 1_000).by().agent());
      }
    }
  }

  private static void sinks(String url, Agent asker) throws Exception {
    int asked = 0;
    while (believed(url, "liar").isEmpty() && asked < 200) {
      ask(asker, asked++);
    }
    Map<?, ?> belief = (Map<?, ?>) believed(url, "liar").get(0);
    assertEquals("plant1/gw", belief.get("by"));
    assertTrue(((Number) belief.get("expected")).doubleValue() < 0.5, belief.toString());
    for (int i = 0; i < 10; i++) {
      assertEquals("honest", ask(asker, asked++).by().agent());
    }
    String shown = run("agents", "--broker", url);
    assertTrue(shown.contains("plant1/gw believes it to 33 %: 0.0 right, 1.0 wrong"), shown);
  }

  private static Answer ask(Agent asker, int number) {
    return asker.ask(Ask.of("Is all well with boiler 3, round " + number).about("boiler/3")).join();
  }

  private static Answer said(Inquiry asked, double value, Instant at) {
    return asked
        .answer("all is well")
        .change()
        .evidence(List.of(new Evidence(TOPIC, "", value, null, at)))
        .build();
  }

  private static void see(MqttSession device) throws Exception {
    device.publish(MqttMessage.of(TOPIC, "81.5".getBytes(UTF_8))).get(30, TimeUnit.SECONDS);
  }

  private static List<?> believed(String url, String agent) throws Exception {
    for (String line : run("agents", "--json", "--broker", url).lines().toList()) {
      if (new Trees(Limits.USUAL).fromJson(line.getBytes(UTF_8)) instanceof Map<?, ?> map
          && agent.equals(map.get("agent"))
          && map.get("reputation") instanceof List<?> list) {
        return list;
      }
    }
    return List.of();
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    assertEquals(0, Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments));
    return out.toString();
  }
}
