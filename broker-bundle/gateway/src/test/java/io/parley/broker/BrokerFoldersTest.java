package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerFoldersTest {
  @Test
  void keepsTheNumberOfBucketsThatLieOnTheDisk(@TempDir Path data) throws Exception {
    try (BrokerFolders folders = BrokerFolders.create(data, "<hivemq/>")) {
      assertEquals(4, folders.buckets());
      store(data, 3);
      assertEquals(4, folders.buckets());
      store(data, 15);
      assertEquals(16, folders.buckets());
    }
  }

  private static void store(Path data, int bucket) throws Exception {
    Files.createDirectories(
        data.resolve("persistence/retained_messages/040000/retained_messages_" + bucket));
  }
}
