package io.parley.rehearsal;

import io.parley.config.Settings;
import io.parley.ladder.Ladder;
import io.parley.message.Tier;
import io.parley.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One start of a gateway without a model, one question to a routine, and the end, all in this
 * process: what is loaded until then is what an archive of classes should hold.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs it on free ports of loopback, in a folder that is gone afterwards.
   *
   * @throws IllegalStateException if the routine does not answer
   */
  public static void run() throws Exception {
    Path folder = Files.createTempDirectory("parley-rehearsal");
    try {
      Path data = folder.resolve("data");
      String cid;
      try (Ladder ladder = Celsius.ladder(data)) {
        cid = Celsius.announce(ladder).text();
      }
      Settings settings =
          Settings.builder()
              .site(Celsius.SELF.site())
              .agent(Celsius.SELF.agent())
              .model("none")
              .port(0)
              .coapPort(0)
              .httpPort(0)
              .data(data)
              .build();
      try (Node node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC())) {
        String address =
            node.addresses().stream()
                .filter(url -> url.startsWith("mqtt:"))
                .findFirst()
                .orElseThrow();
        Celsius.askOnce(address, cid);
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> paths = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path each : paths) {
        Files.deleteIfExists(each);
      }
    }
  }
}
