package io.parley.coapentrance;

import io.parley.message.Ids;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How an entrance is set up.
 *
 * @param root the root of the topic tree
 * @param site the site
 * @param plain where to listen for plain UDP, port 0 for a free one; absent: nowhere
 * @param secure DTLS; absent: none
 * @param limits what it takes on
 * @param state the folder that keeps DTLS sessions and Observe registrations over a restart;
 *     absent: they are lost
 */
public record CoapSettings(
    String root,
    String site,
    @Nullable InetSocketAddress plain,
    @Nullable SecureSettings secure,
    CoapLimits limits,
    @Nullable Path state) {
  public CoapSettings {
    Ids.require("site", site);
    if (plain == null && secure == null) {
      throw new IllegalArgumentException("at least one of plain and secure must be given");
    }
  }

  /** Plain UDP on loopback and nothing else. */
  public static CoapSettings loopback(String root, String site, int port) {
    return new CoapSettings(
        root,
        site,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        null,
        CoapLimits.STANDARD,
        null);
  }

  /** The same with DTLS. */
  public CoapSettings withSecure(@Nullable SecureSettings newSecure) {
    return new CoapSettings(root, site, plain, newSecure, limits, state);
  }

  /** The same with other limits. */
  public CoapSettings withLimits(CoapLimits newLimits) {
    return new CoapSettings(root, site, plain, secure, newLimits, state);
  }

  /** The same with a folder for what outlives a restart. */
  public CoapSettings withState(@Nullable Path newState) {
    return new CoapSettings(root, site, plain, secure, limits, newState);
  }
}
