package io.parley.http;

import io.javalin.http.HttpStatus;
import io.parley.message.Codes;
import io.parley.message.Reason;
import io.parley.message.Shown;

/** A request that cannot be served; its reason names field, value and rule. */
final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;

  private RequestException(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  /** A parameter that breaks a rule. */
  static RequestException of(String field, String value, String rule) {
    return new RequestException(
        HttpStatus.BAD_REQUEST, "%s '%s' must %s".formatted(field, Shown.shortened(value), rule));
  }

  /** A series that is not here. */
  static RequestException unknownSeries(String topic, String path) {
    return new RequestException(
        HttpStatus.NOT_FOUND,
        "topic '%s' and path '%s' must be those of a series that /api/series shows"
            .formatted(Shown.shortened(topic), Shown.shortened(path)));
  }

  HttpStatus status() {
    return status;
  }

  Reason reason() {
    return new Reason(Codes.MALFORMED, String.valueOf(getMessage()));
  }
}
