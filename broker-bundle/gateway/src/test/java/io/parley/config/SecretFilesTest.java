package io.parley.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFilesTest {
  @TempDir private Path folder;

  private Path file(String name, String permissions) throws Exception {
    Path file = Files.writeString(folder.resolve(name), "secret\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void whatOthersCanReadIsNamed() throws Exception {
    Path users = file("users.txt", "rw-r--r--");
    Path keys = file("keys.txt", "rw----r--");
    Path word = file("node.password", "rw-r--r--");
    file("node.p12", "rw-r-----");
    Path settings =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            users: users.txt
            coap: {pskFile: keys.txt}
            tls: {port: 0, keystore: node.p12, passwordFile: node.password}
            """);
    assertEquals(
        List.of(
            "users '%s' can be read by every user of this machine: chmod 600 it".formatted(users),
            "coap.pskFile '%s' can be read by every user of this machine: chmod 600 it"
                .formatted(keys),
            "the secret in '%s' can be read by every user of this machine: chmod 600 it"
                .formatted(word)),
        SecretFiles.openToOthers(SettingsFile.read(settings).build()));
  }

  @Test
  void whatOnlyItsOwnerReadsIsNot() throws Exception {
    file("users.txt", "rw-------");
    Path settings = Files.writeString(folder.resolve("settings.yaml"), "users: users.txt\n");
    assertTrue(SecretFiles.openToOthers(SettingsFile.read(settings).build()).isEmpty());
  }
}
