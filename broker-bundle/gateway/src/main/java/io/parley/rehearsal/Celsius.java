package io.parley.rehearsal;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.gateway.FactSource;
import io.parley.gateway.GatewayIdentity;
import io.parley.ladder.Ladder;
import io.parley.ladder.LadderSettings;
import io.parley.message.Question;
import io.parley.message.Route;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.protocol.Cid;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import io.parley.uplink.HivemqSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The protocol that a rehearsal and the benches speak: degrees Celsius in, degrees Fahrenheit out.
 */
public final class Celsius {
  /** What is asked. */
  public static final Map<String, Object> BODY = Map.of("celsius", 21L);

  /** Who answers. */
  public static final GatewayIdentity SELF = new GatewayIdentity("plant1", "gw", Tier.GATEWAY);

  private static final String ROUTINE = "{\"fahrenheit\": body.celsius * 9 / 5 + 32}";
  private static final String DOCUMENT =
      """
      ---
      parley: protocol/1
      name: fahrenheit
      version: 1
      author: bench
      effects: read-only
      ---
      # Degrees Celsius as degrees Fahrenheit

      ## Phrases
      - how many fahrenheit are {celsius} celsius

      ## Request
      ```json
      {"type": "object", "properties": {"celsius": {"type": "number"}}, "required": ["celsius"]}
      ```

      ## Reply
      ```json
      {"type": "object", "properties": {"fahrenheit": {"type": "number"}}, "required": ["fahrenheit"]}
      ```

      ## Vectors
      ```json
      [{"body": {"celsius": 0}, "reply": {"fahrenheit": 32}},
       {"body": {"celsius": 100}, "reply": {"fahrenheit": 212}}]
      ```
      """;

  private Celsius() {}

  /** A ladder in a node's folder, its key beside it. */
  public static Ladder ladder(Path data) {
    return Ladder.open(
        LadderSettings.in(data.resolve("protocols")),
        Identity.at(data.resolve("identity.key")),
        SELF,
        FactSource.NONE,
        Clock.systemUTC());
  }

  /**
   * Asks a node at this address.
   *
   * @throws IllegalStateException if it is not answered by the routine
   */
  public static void askOnce(String address, String cid) throws CodecException {
    SessionOptions options = SessionOptions.of(BrokerUrl.parse(address), "bench");
    try (MqttSession session = HivemqSession.of(options)) {
      session.connect().orTimeout(10, TimeUnit.SECONDS).join();
      Caller caller = new Caller(session, "parley/v1/plant1/answer/bench");
      byte[] payload = Codec.encode(Question.ofProtocol(cid, BODY), Format.JSON);
      MqttMessage reply =
          caller.call(new Topics().ask("plant1", ""), payload, Format.JSON.contentType()).join();
      Route route = new Codec().answer(reply.payload(), reply.contentType()).route();
      if (route != Route.ROUTINE) {
        throw new IllegalStateException("answered by '%s', not by the routine".formatted(route));
      }
    }
  }

  /** Puts the protocol with its routine into a ladder. */
  public static Cid announce(Ladder ladder) {
    return ladder.announce(DOCUMENT.getBytes(StandardCharsets.UTF_8), ROUTINE);
  }
}
