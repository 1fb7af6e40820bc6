package io.parley.coapentrance;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a plain peer is reachable where its datagrams say it is (RFC 9175, 2.3 and 2.4): an Echo
 * value is the time and an HMAC over time and address, so that nothing is held for those who never
 * come back; those who do are remembered for some minutes.
 */
final class AddressProof {
  /** A response up to this size is safe without proof (RFC 9175, 2.4). */
  static final int SAFE_BYTES = 136;

  private static final int FACTOR = 3;
  private static final Duration FRESH = Duration.ofSeconds(60);
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int TAG = 8;

  private final Clock clock;
  private final SecretKeySpec key;
  private final Map<InetSocketAddress, Long> proven;

  AddressProof(Clock clock, int most) {
    this.clock = clock;
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    key = new SecretKeySpec(secret, "HmacSHA256");
    proven =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Long> eldest) {
            return size() > most;
          }
        };
  }

  /** Whether a response of so many bytes may go to an address that proved nothing. */
  static boolean within(int requestBytes, int responseBytes) {
    return responseBytes <= Math.max(SAFE_BYTES, FACTOR * requestBytes);
  }

  /** Whether this address proved itself lately. */
  boolean proven(InetSocketAddress address) {
    synchronized (proven) {
      Long until = proven.get(address);
      return until != null && until > clock.millis();
    }
  }

  /** A value that only comes back from this address. */
  byte[] challenge(InetSocketAddress address) {
    long now = clock.millis();
    return ByteBuffer.allocate(Long.BYTES + TAG).putLong(now).put(tag(address, now)).array();
  }

  /** Takes a value that came back; whether it is fresh and was made for this address. */
  boolean accept(InetSocketAddress address, byte[] echo) {
    if (echo.length != Long.BYTES + TAG) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(echo);
    long made = buffer.getLong();
    byte[] tag = new byte[TAG];
    buffer.get(tag);
    long now = clock.millis();
    boolean fresh = made <= now && now - made <= FRESH.toMillis();
    if (!fresh || !MessageDigest.isEqual(tag, tag(address, made))) {
      return false;
    }
    synchronized (proven) {
      proven.put(address, now + REMEMBERED.toMillis());
    }
    return true;
  }

  private byte[] tag(InetSocketAddress address, long made) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(made).array());
      mac.update(address.getAddress().getAddress());
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(address.getPort()).array());
      return java.util.Arrays.copyOf(mac.doFinal(), TAG);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
