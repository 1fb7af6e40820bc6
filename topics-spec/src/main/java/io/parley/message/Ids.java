package io.parley.message;

import java.util.regex.Pattern;

/** The one pattern of names: agents, sites, clients, subject levels and question ids. */
public final class Ids {
  /** {@code [A-Za-z0-9_.-]{1,64}}, as the topic tree allows it in one level. */
  public static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

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
}
