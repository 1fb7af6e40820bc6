package io.parley.coapentrance;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * X.509 for DTLS.
 *
 * @param key the entrance's own private key, EC
 * @param chain its certificate first, then those that signed it
 * @param trusted who may sign devices' certificates; empty: certificates of devices are refused
 */
public record Certificates(
    PrivateKey key, List<X509Certificate> chain, List<X509Certificate> trusted) {
  public Certificates {
    chain = List.copyOf(chain);
    trusted = List.copyOf(trusted);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("chain must hold at least the entrance's own certificate");
    }
  }
}
