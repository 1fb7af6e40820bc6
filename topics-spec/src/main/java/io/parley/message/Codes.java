package io.parley.message;

/**
 * The words of {@link Reason#code}, all of them, so that a program can tell refusals apart (spec
 * section 9). The status beside each is the one it goes with.
 */
public final class Codes {
  // Refused before it was a question.

  /** Refused: a field is missing, of the wrong kind or out of its range. */
  public static final String MALFORMED = "malformed";

  /** Refused: neither text, JSON nor MessagePack. */
  public static final String UNSUPPORTED_CONTENT_TYPE = "unsupported-content-type";

  /** Refused: more bytes than the node takes. */
  public static final String OVERSIZE = "oversize";

  /** Refused: maps and lists nested deeper than the node takes. */
  public static final String TOO_DEEP = "too-deep";

  /** Refused: text that is not UTF-8. */
  public static final String INVALID_UTF8 = "invalid-utf8";

  /** Refused: a topic that the tree does not have. */
  public static final String INVALID_TOPIC = "invalid-topic";

  /** Refused: an id outside the pattern. */
  public static final String INVALID_ID = "invalid-id";

  /** Refused: a reply topic where this asker's answers must not go. */
  public static final String REPLY_TOPIC = "reply-topic";

  /** Refused: a question that was retained. */
  public static final String RETAINED = "retained";

  /** Refused: the {@code op} is none that the agent knows. */
  public static final String UNKNOWN_OP = "unknown-op";

  // Refused although it was a question.

  /** Refused: the asker may not. */
  public static final String UNAUTHORISED = "unauthorised";

  /** Refused: too many questions in too short a time. */
  public static final String RATE = "rate";

  /** Refused: the node has as many questions as it bears. */
  public static final String BUSY = "busy";

  /** Refused: the node is about to stop. */
  public static final String DRAINING = "draining";

  /** Refused: the question has passed this node before. */
  public static final String LOOP = "loop";

  /** Refused: another question of that id, or Correlation Data, is under way. */
  public static final String ID_IN_USE = "id-in-use";

  /** Refused: the asker took it back. */
  public static final String CANCELLED = "cancelled";

  // Expired and failed.

  /** Expired: its time was over before there was an answer. */
  public static final String EXPIRED = "expired";

  /** Failed: something broke that is not the asker's fault. */
  public static final String INTERNAL = "internal";

  /** Failed: the model's process died or ran out of time. */
  public static final String MODEL_FAILED = "model-failed";

  /** Failed: the routine of the protocol did. */
  public static final String ROUTINE_FAILED = "routine-failed";

  // Unsure.

  /** Unsure: a word of the question, or a name of its query, names nothing that is known here. */
  public static final String UNKNOWN_WORD = "unknown-word";

  /** Unsure: every word is known, and what is asked is not understood. */
  public static final String NOT_UNDERSTOOD = "not-understood";

  /** Unsure: the value is older than values of its series usually are, or of unknown age. */
  public static final String STALE = "stale";

  /** Unsure: too little is known of what is asked about: no value, a gap, another unit. */
  public static final String INCOMPLETE = "incomplete";

  /** Unsure: nobody asked knows. Withdrawn (spec clause X-3): read, and no longer to be written. */
  public static final String NO_ANSWER = "no-answer";

  /** Unsure: the best guess is less sure than it must be. */
  public static final String LOW_CONFIDENCE = "low-confidence";

  /** Unsure: the model has no calibration yet. */
  public static final String UNCALIBRATED = "uncalibrated";

  /** Unsure: the node above, which might know, is away. */
  public static final String UPSTREAM_AWAY = "upstream-away";

  /** Unsure: the question must not leave this node, and this node does not know. */
  public static final String LOCAL_ONLY = "local-only";

  /** Unsure: this node does not know, and the question may pass no further ones. */
  public static final String HOPS = "hops";

  /** Unsure: a model that might know is not loaded yet. */
  public static final String NO_MODEL = "no-model";

  // Protocols.

  /** Refused: no document is known under this id. */
  public static final String UNKNOWN_PROTOCOL = "unknown-protocol";

  /** Refused: the document is known and not spoken here; or a command, where nodes only read. */
  public static final String UNSUPPORTED = "unsupported";

  private Codes() {}
}
