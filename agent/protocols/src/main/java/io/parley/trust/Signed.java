package io.parley.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/**
 * A signature over a statement that both sides write down for themselves.
 *
 * @param key whose it is
 * @param signature 64 bytes (RFC 8032, 5.1.6) in Base64
 */
public record Signed(PublicKeyText key, String signature) {
  private static final int LONGEST = 128;

  public Signed {
    if (signature.length() > LONGEST) {
      throw new IllegalArgumentException(
          "signature of %d characters must have at most %d".formatted(signature.length(), LONGEST));
    }
  }

  /** Whether the key signed exactly this statement. */
  public boolean holds(String statement) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key.open());
      check.update(statement.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
