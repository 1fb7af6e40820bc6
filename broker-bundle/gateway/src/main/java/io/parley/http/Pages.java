package io.parley.http;

import java.io.IOException;
import java.io.InputStream;

/** The files of the one page, read once. */
final class Pages {
  private Pages() {}

  static byte[] read(String name) {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }
}
