package io.parley.coapentrance;

import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.auth.PreSharedKeyIdentity;
import org.eclipse.californium.elements.auth.X509CertPath;
import org.jspecify.annotations.Nullable;

/** Who a DTLS peer proved to be. */
final class Identities {
  private Identities() {}

  /** The peer of a datagram. */
  static Peer peer(EndpointContext context) {
    Principal principal = context.getPeerIdentity();
    return new Peer(
        context.getPeerAddress(),
        principal != null,
        principal instanceof X509CertPath,
        name(principal));
  }

  /** The PSK identity, or the common name of the certificate, else its whole subject; else "". */
  static String name(@Nullable Principal principal) {
    if (principal instanceof PreSharedKeyIdentity psk) {
      return psk.getIdentity();
    }
    if (principal instanceof X509CertPath path) {
      Certificate own = path.getTarget();
      return own instanceof X509Certificate x509 ? commonName(x509) : path.getName();
    }
    return principal == null ? "" : principal.getName();
  }

  private static String commonName(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    try {
      for (Rdn rdn : new LdapName(subject).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          return String.valueOf(rdn.getValue());
        }
      }
    } catch (InvalidNameException e) {
      return subject;
    }
    return subject;
  }
}
