package io.parley.catalogue;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * How models are fetched.
 *
 * @param mirror what the path of a model is put behind; http or https
 * @param attempts how often in a row a connection may bring nothing before it is given up, 1..100
 * @param pause how long to wait after a broken connection; doubled each time, up to 30 times this
 * @param timeout how long a connection may be silent
 */
public record PullSettings(URI mirror, int attempts, Duration pause, Duration timeout) {
  /** From Hugging Face, giving up after two silent minutes or so. */
  public static final PullSettings USUAL =
      new PullSettings(
          URI.create("https://huggingface.co/"), 6, Duration.ofSeconds(1), Duration.ofSeconds(30));

  public PullSettings {
    String scheme = String.valueOf(mirror.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || mirror.getHost() == null) {
      throw new IllegalArgumentException(
          "mirror '%s' must be an http or https address".formatted(mirror));
    }
    if (attempts < 1 || attempts > 100) {
      throw new IllegalArgumentException("attempts %d must lie in 1..100".formatted(attempts));
    }
    if (pause.isNegative() || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "pause %s and timeout %s must be positive".formatted(pause, timeout));
    }
    if (!mirror.getPath().endsWith("/")) {
      mirror = URI.create(mirror + "/");
    }
  }

  /** The same from another place. */
  public PullSettings from(URI otherMirror) {
    return new PullSettings(otherMirror, attempts, pause, timeout);
  }
}
