package io.parley.access;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Salted password hashes: {@code pbkdf2-sha256$ITERATIONS$SALT$HASH}, PBKDF2 (RFC 8018, 5.2) with
 * HMAC-SHA-256, 16 bytes of salt, 32 of hash, both in base64.
 */
public final class Passwords {
  private static final String SCHEME = "pbkdf2-sha256";
  private static final int ITERATIONS = 120_000;
  private static final int MOST_ITERATIONS = 2_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final int LONGEST = 1024;

  private Passwords() {}

  /** Hashes a password of 1 to 1024 characters with a new salt. */
  public static String hash(String password) {
    if (password.isEmpty() || password.length() > LONGEST) {
      throw new IllegalArgumentException(
          "password of %d characters must have 1 to %d".formatted(password.length(), LONGEST));
    }
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder text = Base64.getEncoder();
    return "%s$%d$%s$%s"
        .formatted(
            SCHEME,
            ITERATIONS,
            text.encodeToString(salt),
            text.encodeToString(derive(password.toCharArray(), salt, ITERATIONS)));
  }

  /** Whether the text is a hash that {@link #verify} can read. */
  static boolean wellFormed(String hash) {
    String[] parts = hash.split("\\$", -1);
    try {
      return parts.length == 4
          && parts[0].equals(SCHEME)
          && iterations(parts[1]) > 0
          && Base64.getDecoder().decode(parts[2]).length >= 8
          && Base64.getDecoder().decode(parts[3]).length == HASH_BITS / 8;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether the password, UTF-8, is the one that was hashed; takes some tens of milliseconds. */
  static boolean verify(byte[] password, String hash) {
    if (password.length == 0 || password.length > LONGEST * 4 || !wellFormed(hash)) {
      return false;
    }
    char[] characters;
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(password));
      characters = Arrays.copyOf(decoded.array(), decoded.limit());
    } catch (CharacterCodingException e) {
      return false;
    }
    String[] parts = hash.split("\\$", -1);
    byte[] salt = Base64.getDecoder().decode(parts[2]);
    byte[] derived = derive(characters, salt, iterations(parts[1]));
    Arrays.fill(characters, '\0');
    return MessageDigest.isEqual(derived, Base64.getDecoder().decode(parts[3]));
  }

  private static int iterations(String text) {
    int iterations = Integer.parseInt(text);
    if (iterations < 1_000 || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "iterations %d must be 1000 to %d".formatted(iterations, MOST_ITERATIONS));
    }
    return iterations;
  }

  private static byte[] derive(char[] password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("password must not be empty", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
