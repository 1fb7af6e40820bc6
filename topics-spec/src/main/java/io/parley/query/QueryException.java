package io.parley.query;

/** A query that breaks a rule: the field with its path, and the rule with the value in words. */
public final class QueryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /** Such a break. */
  public QueryException(String field, String why) {
    super("query.%s: %s".formatted(field, why));
    this.field = field;
  }

  /** The field's path inside the query. */
  public String field() {
    return field;
  }
}
