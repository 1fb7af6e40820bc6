package io.parley.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the starts that did not come to their end, in a file beside the broker's data. What
 * clients left there must not keep a node from starting: after two such starts in a row the data is
 * set aside, and the third begins with nothing.
 */
final class StartAttempts {
  private static final Logger log = LoggerFactory.getLogger(StartAttempts.class);
  private static final int MOST = 2;

  private final Path data;

  StartAttempts(Path data) {
    this.data = data;
  }

  private Path file() {
    return data.resolveSibling(data.getFileName() + "-starts");
  }

  Path aside() {
    return data.resolveSibling(data.getFileName() + "-set-aside");
  }

  /** A start begins. */
  void begin() {
    try {
      int failed = failed();
      if (failed >= MOST && Files.isDirectory(data)) {
        BrokerFolders.remove(aside());
        Files.move(data, aside());
        log.error(
            "the broker has not started {} times in a row: its sessions, queues and retained "
                + "messages are set aside in {}, and it starts with none",
            failed,
            aside());
        failed = 0;
      }
      Files.writeString(file(), Integer.toString(failed + 1));
    } catch (IOException e) {
      throw new BrokerException(
          "the broker's folder %s cannot be written: %s".formatted(data, e), e);
    }
  }

  private int failed() throws IOException {
    if (!Files.exists(file())) {
      return 0;
    }
    String text = Files.readString(file(), StandardCharsets.ISO_8859_1);
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  /** It has come to its end, or was given up for a reason that is not in the data. */
  void ended() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      log.warn("'{}' is left behind: {}", file(), e.toString());
    }
  }
}
