package io.parley.message;

/** How outside text is shown in an error: short, on one line, without control characters. */
public final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  /** At most 80 characters of the text, control characters as {@code ?}. */
  public static String shortened(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
