package io.parley.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The CoAP entrance.
 *
 * @param enabled whether there is one
 * @param port of plain CoAP, usually 5683; 0 takes a free one
 * @param securePort of CoAP over DTLS, usually 5684; open where there are keys or certificates
 * @param pskFile pre-shared keys, one a line: IDENTITY KEY-IN-HEX
 * @param certificates whether devices may show a certificate over DTLS, signed by whom {@code
 *     tls.truststore} trusts, to the one in {@code tls.keystore}
 */
public record CoapDoor(
    boolean enabled, int port, int securePort, @Nullable Path pskFile, boolean certificates) {
  /** Plain CoAP on its usual port. */
  public static final CoapDoor USUAL = new CoapDoor(true, 5683, 5684, null, false);

  public CoapDoor {
    Rules.port("coap.port", port);
    Rules.port("coap.securePort", securePort);
  }

  /** The same on another plain port. */
  public CoapDoor withPort(int newPort) {
    return new CoapDoor(enabled, newPort, securePort, pskFile, certificates);
  }

  /** The same, open or not. */
  public CoapDoor withEnabled(boolean newEnabled) {
    return new CoapDoor(newEnabled, port, securePort, pskFile, certificates);
  }
}
