package io.parley.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.config.Settings;
import io.parley.message.Ids;
import io.parley.message.Tier;
import io.parley.node.Node;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TwoSitesIT {
  @TempDir Path folder;

  @Test
  void bothSitesEndWithTheSameProtocol() throws Exception {
    Settings settings =
        Settings.builder()
            .site("hq")
            .port(0)
            .coapPort(0)
            .httpPort(0)
            .data(folder.resolve("hub"))
            .model("none")
            .build();
    try (Node hub = Node.start(settings, Tier.HUB, Clock.systemUTC())) {
      String url =
          hub.addresses().stream().filter(a -> a.startsWith("mqtt:")).findFirst().orElseThrow();
      assertTrue(Ids.validCid(TwoSites.converge(url, folder).text()));
    }
  }
}
