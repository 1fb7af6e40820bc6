package io.parley.ingest;

/** Why a message could not be read. */
public enum Unreadable {
  /** More bytes than are taken. */
  OVERSIZE("oversize"),
  /** Text that is not UTF-8. */
  INVALID_UTF8("invalid-utf8"),
  /** Not what its format allows. */
  MALFORMED("malformed"),
  /** Nested deeper than is taken. */
  TOO_DEEP("too-deep"),
  /** More values than are taken; those before the limit were. */
  TOO_MANY("too-many"),
  /** A text or a topic longer than is taken. */
  TOO_LONG("too-long"),
  /** Bytes of no format that is known. */
  BINARY("binary"),
  /** Sparkplug B on a topic of none of its kinds, or with metrics that no birth explained. */
  SPARKPLUG("sparkplug");

  private final String word;

  Unreadable(String word) {
    this.word = word;
  }

  /** The word in counters and logs. */
  public String word() {
    return word;
  }
}
