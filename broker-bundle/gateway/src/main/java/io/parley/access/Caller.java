package io.parley.access;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A client at the door.
 *
 * @param client its client id, as it says itself
 * @param user the user name it gives
 * @param password the password it gives, not copied
 * @param certificateName the common name of the certificate that TLS has verified
 * @param peer where it comes from; null if unknown, which counts as far away
 */
public record Caller(
    String client,
    @Nullable String user,
    byte @Nullable [] password,
    @Nullable String certificateName,
    @Nullable InetAddress peer) {
  /** Whether it gives nothing that says who it is. */
  boolean nameless() {
    return user == null && password == null && certificateName == null;
  }

  /** Shows that there is a password, never which. */
  @Override
  public String toString() {
    return "Caller[%s, user %s, password %s, certificate %s, %s]"
        .formatted(client, user, password == null ? "none" : "***", certificateName, peer);
  }
}
