package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.broker.BrokerListener.ClientCertificates;
import io.parley.broker.BrokerListener.Tls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigXmlTest {
  private static final Tls TLS =
      new Tls(
          Path.of("node.p12"), "<&secret>", Path.of("ca.p12"), "s", ClientCertificates.REQUIRED);

  @Test
  void whatIsWrittenFollowsTheBrokersSchema() {
    String xml =
        ConfigXml.of(
            new BrokerSettings(
                List.of(BrokerListener.loopback(0), new BrokerListener("::", 8883, TLS)),
                Path.of("data"),
                BrokerLimits.USUAL));
    assertTrue(xml.contains("<password>&lt;&amp;secret&gt;</password>"), xml);
    assertTrue(xml.contains("<client-authentication-mode>REQUIRED<"), xml);
    assertTrue(xml.contains("<mode>file<"), xml);
    assertFalse(xml.contains("message-expiry"), xml);
  }

  @Test
  void whatTheBrokerWouldSilentlyIgnoreIsRefused() {
    String xml = ConfigXml.of(BrokerSettings.onLoopback(1883));
    assertThrows(
        BrokerException.class,
        () -> ConfigXml.check(xml.replace("max-connections", "max-conections")));
    assertThrows(BrokerException.class, () -> ConfigXml.check(xml.substring(0, 200)));
  }

  @Test
  void whatTheBrokerWouldReplaceIsRefused() {
    Tls tls = new Tls(Path.of("k"), "a${HOME}", null, null, ClientCertificates.NONE);
    BrokerSettings settings =
        new BrokerSettings(List.of(new BrokerListener("::", 8883, tls)), null, BrokerLimits.USUAL);
    assertThrows(IllegalArgumentException.class, () -> ConfigXml.of(settings));
  }

  @Test
  void secretsAreNeverShown() {
    assertFalse(TLS.toString().contains("secret"));
    assertFalse(new NodeLink("mqtt://x:1", "u", "secret").toString().contains("secret"));
  }
}
