package io.parley.schema;

/** A schema that is none, or that asks for what is not allowed here. */
public final class InvalidSchemaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says where in the schema, the value and the rule. */
  public InvalidSchemaException(String message) {
    super(message);
  }
}
