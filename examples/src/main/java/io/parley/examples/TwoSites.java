package io.parley.examples;

import io.parley.gateway.FactSource;
import io.parley.gateway.GatewayIdentity;
import io.parley.ladder.Ladder;
import io.parley.ladder.LadderSettings;
import io.parley.ladder.LifeState;
import io.parley.ladder.ShelfEntry;
import io.parley.message.Tier;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import io.parley.protocol.Cid;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Two sites write the same protocol apart, each with its own words and examples, and hang on one
 * hub. Each announces its own there and hears the other's; both see that the two say the same, and
 * both keep the one with the smaller id. {@code ./parley hub}, then this with {@code
 * mqtt://127.0.0.1:1883}.
 */
public final class TwoSites {
  private static final Topics TOPICS = new Topics();

  private TwoSites() {}

  /** The first argument is the URL of the hub's broker, the second a folder for the two shelves. */
  public static void main(String[] args) throws Exception {
    String url = args.length > 0 ? args[0] : "mqtt://127.0.0.1:1883";
    Path folder = Path.of(args.length > 1 ? args[1] : "two-sites");
    System.out.println("both keep " + converge(url, folder));
  }

  /** The id that both sites end with. */
  static Cid converge(String url, Path folder) throws Exception {
    Identity north = Identity.at(folder.resolve("north.key"));
    Identity south = Identity.at(folder.resolve("south.key"));
    try (Ladder one = site("north", north, south, folder);
        Ladder two = site("south", south, north, folder);
        MqttSession first = session(url, "north-gateway");
        MqttSession second = session(url, "south-gateway")) {
      one.announce(document("north", "boiler 3", "81.5"), ROUTINE);
      two.announce(document("south", "pump 1", "14.25"), ROUTINE);
      CompletableFuture<Cid> kept = agreed(one, two);
      one.connectUpstream(first, TOPICS, "hq").get(30, TimeUnit.SECONDS);
      two.connectUpstream(second, TOPICS, "hq").get(30, TimeUnit.SECONDS);
      return kept.get(5, TimeUnit.MINUTES);
    }
  }

  private static final String ROUTINE =
      "facts[place = $$.body.place and quantity = \"temperature\"].{\"value\": value}";

  private static CompletableFuture<Cid> agreed(Ladder one, Ladder two) {
    CompletableFuture<Cid> kept = new CompletableFuture<>();
    Runnable look =
        () -> {
          List<Cid> ones = active(one);
          if (ones.size() == 1
              && ones.equals(active(two))
              && one.protocols().size() == 2
              && two.protocols().size() == 2) {
            kept.complete(ones.get(0));
          }
        };
    one.onChange(entry -> look.run());
    two.onChange(entry -> look.run());
    return kept;
  }

  private static List<Cid> active(Ladder ladder) {
    return ladder.protocols().stream()
        .filter(entry -> entry.state() == LifeState.ACTIVE)
        .map(ShelfEntry::cid)
        .toList();
  }

  private static Ladder site(String name, Identity own, Identity other, Path folder) {
    LadderSettings settings =
        LadderSettings.in(folder.resolve(name))
            .withSigners(new Signers.Listed(Set.of(other.key().id())));
    GatewayIdentity self = new GatewayIdentity(name, name + "-gateway", Tier.GATEWAY);
    return Ladder.open(settings, own, self, FactSource.NONE, Clock.systemUTC());
  }

  private static MqttSession session(String url, String client) throws Exception {
    MqttSession session = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), client));
    session.connect().get(30, TimeUnit.SECONDS);
    return session;
  }

  private static byte[] document(String author, String place, String value) {
    return """
        ---
        parley: protocol/1
        name: temperature-of
        version: 1
        author: %s
        effects: read-only
        facts: "{place} temperature"
        says: "{place} is at {value} °C"
        ---
        # The temperature of a place

        ## Phrases

        - how warm is {place}

        ## Request

        ```json
        {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]}
        ```

        ## Reply

        ```json
        {"type": "object", "properties": {"value": {"type": "number"}}, "required": ["value"]}
        ```

        ## Vectors

        ```json
        [{"body": {"place": "%s"},
          "facts": [{"place": "%s", "quantity": "temperature", "value": %s}],
          "reply": {"value": %s}}]
        ```
        """
        .formatted(author, place, place, value, value)
        .getBytes(StandardCharsets.UTF_8);
  }
}
