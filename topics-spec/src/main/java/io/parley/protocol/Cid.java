package io.parley.protocol;

import io.parley.message.Ids;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A content id: CIDv1, raw codec (0x55), sha2-256 (0x12, 32 bytes), multibase base32 lower case.
 * Source: the CID and multihash specifications of multiformats; IPFS gives raw blocks the same id.
 *
 * @param text 59 characters, beginning with {@code bafkrei}
 */
public record Cid(String text) {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final byte[] HEAD = {0x01, 0x55, 0x12, 0x20};

  public Cid {
    Ids.requireCid("protocol", text);
  }

  /** The id of exactly these bytes. */
  public static Cid of(byte[] bytes) {
    byte[] hash = sha256(bytes);
    byte[] whole = new byte[HEAD.length + hash.length];
    System.arraycopy(HEAD, 0, whole, 0, HEAD.length);
    System.arraycopy(hash, 0, whole, HEAD.length, hash.length);
    return new Cid("b" + base32(whole));
  }

  /** Whether this is the id of exactly these bytes. */
  public boolean names(byte[] bytes) {
    return equals(of(bytes));
  }

  @Override
  public String toString() {
    return text;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** RFC 4648, section 6, lower case, without padding. */
  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt((buffer >> bits) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
    }
    return text.toString();
  }
}
