package io.parley.message;

import java.util.regex.Pattern;

/** The one pattern of names: agents, sites, clients, subject levels and question ids. */
public final class Ids {
  /** {@code [A-Za-z0-9_.-]{1,64}}, as the topic tree allows it in one level. */
  public static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** A CIDv1 of raw bytes under sha2-256 in base32, lower case, as the last character allows it. */
  private static final Pattern CID = Pattern.compile("bafkrei[a-h][a-z2-7]{50}[aeimquy4]");

  private Ids() {}

  /** Whether the text is an id. */
  public static boolean valid(String text) {
    return PATTERN.matcher(text).matches();
  }

  /**
   * Returns the id, or throws.
   *
   * @throws IllegalArgumentException naming the field, the value and the rule
   */
  public static String require(String field, String value) {
    if (!valid(value)) {
      throw new IllegalArgumentException(
          "%s '%s' must match %s".formatted(field, Shown.shortened(value), PATTERN));
    }
    return value;
  }

  /** Whether the text is the id of a protocol document or a routine (spec clause P-2). */
  public static boolean validCid(String text) {
    return CID.matcher(text).matches();
  }

  /**
   * Returns the protocol or routine id, or throws.
   *
   * @throws IllegalArgumentException naming the field, the value and the rule
   */
  public static String requireCid(String field, String value) {
    if (!validCid(value)) {
      throw new IllegalArgumentException(
          "%s '%s' must be a CIDv1, raw, sha2-256, base32 (bafkrei...)"
              .formatted(field, Shown.shortened(value)));
    }
    return value;
  }
}
