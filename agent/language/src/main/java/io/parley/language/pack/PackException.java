package io.parley.language.pack;

/** A language pack that breaks a rule: file, field, value and rule in words. */
public final class PackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Such a break. */
  public PackException(String why) {
    super(why);
  }
}
