package io.parley.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that only the operator should read: whoever has them is somebody, or can guess whom. */
public final class SecretFiles {
  private SecretFiles() {}

  /**
   * What is wrong with the files of these settings: a sentence for each that every user of this
   * machine can read.
   */
  public static List<String> openToOthers(Settings settings) {
    List<String> problems = new ArrayList<>();
    check("users", settings.users(), problems);
    check("coap.pskFile", settings.coap().pskFile(), problems);
    TlsSettings tls = settings.tls();
    check("tls.keystore", tls == null ? null : tls.keystore(), problems);
    EngineLink engine = settings.engine();
    check("engine.keyFile", engine == null ? null : engine.keyFile(), problems);
    settings.secretFiles().forEach(file -> check("the secret in", file, problems));
    return List.copyOf(problems);
  }

  private static void check(String field, @Nullable Path file, List<String> problems) {
    if (file != null && readableByOthers(file)) {
      problems.add(
          "%s '%s' can be read by every user of this machine: chmod 600 it".formatted(field, file));
    }
  }

  private static boolean readableByOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
