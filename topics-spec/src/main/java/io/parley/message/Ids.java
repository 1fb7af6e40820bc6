package io.parley.message;

import java.util.regex.Pattern;

/** The one pattern of names: agents, sites, clients, subject levels and question ids. */
public final class Ids {
  /** {@code [A-Za-z0-9_.-]{1,64}}, as the topic tree allows it in one level. */
  public static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** A language tag as RFC 5646 (BCP 47) forms it, loosely; at most 35 characters in use. */
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}");

  private static final int LONGEST_LANGUAGE = 35;
  private static final int LONGEST = 64;
  private static final String CID_START = "bafkrei";
  private static final int CID_LENGTH = 59;

  private Ids() {}

  /** Whether the text is an id. */
  public static boolean valid(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!inId(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean inId(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '-';
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

  /**
   * Whether the text has the form of a language tag of BCP 47, e.g. {@code de} or {@code pt-BR}.
   */
  public static boolean validLanguage(String text) {
    return text.length() <= LONGEST_LANGUAGE && LANGUAGE.matcher(text).matches();
  }

  /**
   * Returns the language tag, or throws.
   *
   * @throws IllegalArgumentException naming the field, the value and the rule
   */
  public static String requireLanguage(String field, String value) {
    if (!validLanguage(value)) {
      throw new IllegalArgumentException(
          "%s '%s' must be a language tag of BCP 47 of at most %d characters"
              .formatted(field, Shown.shortened(value), LONGEST_LANGUAGE));
    }
    return value;
  }

  /**
   * Whether the text is the id of a protocol document or a routine (spec clause P-2): a CIDv1 of
   * raw bytes under sha2-256 in base32, lower case, its first and last characters as 256 bits leave
   * them.
   */
  public static boolean validCid(String text) {
    if (text.length() != CID_LENGTH || !text.startsWith(CID_START)) {
      return false;
    }
    char first = text.charAt(CID_START.length());
    for (int i = CID_START.length(); i < CID_LENGTH; i++) {
      char c = text.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '2' && c <= '7'))) {
        return false;
      }
    }
    return first >= 'a' && first <= 'h' && "aeimquy4".indexOf(text.charAt(CID_LENGTH - 1)) >= 0;
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
