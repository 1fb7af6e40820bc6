package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.config.Settings;
import io.parley.config.SettingsBuilder;
import io.parley.message.Tier;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port in use says who to ask, whichever it is; that of MQTT is shown at the broker. */
final class TakenPortIT {
  @TempDir Path data;

  @Test
  void theHttpPort() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertSaid("ss -ltnp", settings().coapPort(0).httpPort(holder.getLocalPort()));
    }
  }

  @Test
  void theCoapPort() throws Exception {
    try (DatagramSocket holder =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      assertSaid("ss -lunp", settings().httpPort(0).coapPort(holder.getLocalPort()));
    }
  }

  private void assertSaid(String ask, SettingsBuilder settings) {
    String said =
        assertThrows(
                NodeException.class,
                () -> Node.start(settings.build(), Tier.GATEWAY, Clock.systemUTC()))
            .getMessage();
    String who = "in use by process %d (java)".formatted(ProcessHandle.current().pid());
    assertTrue(said.contains(who) && said.contains(ask), said);
  }

  private SettingsBuilder settings() {
    return Settings.builder().agent("gw").port(0).model("none").data(data);
  }
}
