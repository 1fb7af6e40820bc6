package io.parley.coap;

/** A request that the entrance refused, in its own words. */
public final class CoapFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  CoapFailure(String code, String diagnostic) {
    super(diagnostic.isEmpty() ? code : code + ": " + diagnostic);
    this.code = code;
  }

  /** The response code as RFC 7252 writes it, such as {@code 4.03}. */
  public String code() {
    return code;
  }
}
