package io.parley.mqtt;

import java.util.Arrays;
import java.util.HexFormat;

/** Correlation Data (MQTT 5, 3.3.2.3.6): opaque bytes, equal if the same. */
public final class Correlation {
  private final byte[] bytes;

  private Correlation(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of these bytes. */
  public static Correlation of(byte[] bytes) {
    return new Correlation(bytes.clone());
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes, 0..65,535. */
  public int length() {
    return bytes.length;
  }

  /** The bytes as lower-case hex. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Correlation that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
