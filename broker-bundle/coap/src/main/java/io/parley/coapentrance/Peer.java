package io.parley.coapentrance;

import io.parley.message.Ids;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Who sent a datagram.
 *
 * @param address where it came from
 * @param secure whether it came over DTLS, which proves address and identity
 * @param certified whether a certificate proved it; else a key, or nothing
 * @param identity the PSK identity or the common name of the certificate; empty on plain UDP
 */
public record Peer(InetSocketAddress address, boolean secure, boolean certified, String identity) {
  private static final int LONGEST = 64;

  /** Whether it is on this machine. */
  public boolean loopback() {
    return address.getAddress() != null && address.getAddress().isLoopbackAddress();
  }

  /** The peer as a client id: {@code coap-} and its identity, else its address and port. */
  public String client() {
    if (!identity.isEmpty() && identity.length() <= LONGEST - 5 && Ids.valid(identity)) {
      return "coap-" + identity;
    }
    String shown =
        identity.isEmpty()
            ? "coap-" + address.getHostString() + "-" + address.getPort()
            : "coap-" + Integer.toHexString(identity.hashCode()) + "-" + identity;
    String name = plain(shown.toLowerCase(Locale.ROOT));
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }

  /** Asked for several times for every request, so no regular expression. */
  private static String plain(String text) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
      if (!fits) {
        plain = plain == null ? new StringBuilder(text) : plain;
        plain.setCharAt(i, '-');
      }
    }
    return plain == null ? text : plain.toString();
  }
}
