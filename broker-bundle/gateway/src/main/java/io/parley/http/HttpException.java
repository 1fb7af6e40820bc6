package io.parley.http;

/** HTTP could not be served; the message says what to do. */
public final class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HttpException(String message, Throwable cause) {
    super(message, cause);
  }
}
