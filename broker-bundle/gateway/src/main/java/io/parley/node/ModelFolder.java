package io.parley.node;

import java.nio.file.Path;

/**
 * Where models are kept: {@code $XDG_DATA_HOME/parley/models}, else under {@code ~/.local/share}.
 */
public final class ModelFolder {
  private ModelFolder() {}

  /** The folder of this user (XDG Base Directory Specification 0.8). */
  public static Path usual() {
    String data = System.getenv("XDG_DATA_HOME");
    Path base =
        data == null || data.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(data);
    return base.resolve("parley").resolve("models");
  }
}
