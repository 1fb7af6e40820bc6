package io.parley.cli;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** An error as a person reads it: one line, no stack. */
final class Complaint {
  private Complaint() {}

  static String of(Throwable error) {
    Throwable cause = error;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
