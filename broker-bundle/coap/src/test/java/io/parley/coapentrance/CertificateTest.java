package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.certificates.TestCertificate;
import io.parley.coap.CoapDevice;
import io.parley.mqtt.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** X.509 on both sides: the common name is the principal. */
final class CertificateTest {
  @TempDir Path folder;

  @Test
  void aCertificatesCommonNameIsThePrincipalAndStrangersStayOutside() throws Exception {
    TestCertificate server = made("gateway-1");
    TestCertificate device = made("sensor-9");
    TestCertificate stranger = made("stranger");
    Certificates certificates =
        new Certificates(server.secret(), List.of(server.shown()), List.of(device.shown()));
    try (SecureRig rig = new SecureRig(folder.resolve("s"), certificates, Duration.ofSeconds(2))) {
      String url = "coaps://127.0.0.1:" + rig.address().getPort();
      try (CoapDevice known = CoapDevice.at(url, tls(server, device))) {
        assertEquals(
            "81.5 °C, as boiler 3 says", known.ask("boiler", "hot?").get(20, TimeUnit.SECONDS));
        assertEquals("sensor-9", rig.answering.asked.get(0).principal());
      }
      try (CoapDevice unknown = CoapDevice.at(url, tls(server, stranger))) {
        assertThrows(Exception.class, () -> unknown.ask("boiler", "hot?").get(5, TimeUnit.SECONDS));
        assertEquals(1, rig.answering.asked.size());
      }
      try (CoapDevice misled = CoapDevice.at(url, tls(stranger, device))) {
        assertThrows(Exception.class, () -> misled.ask("boiler", "hot?").get(5, TimeUnit.SECONDS));
        assertEquals(1, rig.answering.asked.size());
      }
    }
  }

  private TestCertificate made(String name) throws Exception {
    return TestCertificate.make(folder, name);
  }

  private static TlsSettings tls(TestCertificate server, TestCertificate device) {
    return new TlsSettings(server.certificate(), null, device.certificate(), device.key(), false);
  }
}
