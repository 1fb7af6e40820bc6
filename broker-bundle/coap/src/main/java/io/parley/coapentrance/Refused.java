package io.parley.coapentrance;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/** Why a request is not served: a CoAP code, a diagnostic text and perhaps a Max-Age. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final ResponseCode code;
  private final long maxAge;

  private Refused(ResponseCode code, long maxAge, String diagnostic) {
    super(diagnostic, null, false, false);
    this.code = code;
    this.maxAge = maxAge;
  }

  static Refused with(ResponseCode code, String diagnostic) {
    return new Refused(code, -1, diagnostic);
  }

  /** 4.29 or 5.03: try again after so many seconds (RFC 8516; RFC 7252, 5.9.3.4). */
  static Refused later(ResponseCode code, long seconds, String diagnostic) {
    return new Refused(code, Math.max(1, seconds), diagnostic);
  }

  static Refused badRequest(String diagnostic) {
    return with(ResponseCode.BAD_REQUEST, diagnostic);
  }

  ResponseCode code() {
    return code;
  }

  /** Seconds; negative: none. */
  long maxAge() {
    return maxAge;
  }

  String diagnostic() {
    return String.valueOf(getMessage());
  }
}
