package io.parley.trust;

import io.parley.message.Shown;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public Ed25519 key.
 *
 * @param base64 its 32 bytes (RFC 8032, 5.1.5) in Base64
 */
public record PublicKeyText(String base64) {
  /** RFC 8410: what stands before the 32 bytes in an X.509 SubjectPublicKeyInfo. */
  private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int LENGTH = 32;

  public PublicKeyText {
    byte[] raw;
    try {
      raw = base64.length() > 64 ? new byte[0] : Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      raw = new byte[0];
    }
    if (raw.length != LENGTH) {
      throw new IllegalArgumentException(
          "key '%s' must be 32 bytes in Base64".formatted(Shown.shortened(base64)));
    }
  }

  static PublicKeyText of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return new PublicKeyText(
        Base64.getEncoder()
            .encodeToString(Arrays.copyOfRange(encoded, HEAD.length, encoded.length)));
  }

  /** A short name that fits a topic level: 32 hex digits of the SHA-256 of the key. */
  public String id() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(raw());
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  PublicKey open() throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded()));
  }

  byte[] encoded() {
    byte[] encoded = Arrays.copyOf(HEAD, HEAD.length + LENGTH);
    System.arraycopy(raw(), 0, encoded, HEAD.length, LENGTH);
    return encoded;
  }

  private byte[] raw() {
    return Base64.getDecoder().decode(base64);
  }
}
