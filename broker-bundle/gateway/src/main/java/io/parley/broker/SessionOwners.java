package io.parley.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose the sessions are that outlive their connections: a file beside the sessions themselves, one
 * a line, {@code CLIENT-ID USER}, both URL-encoded; a later line wins. Not safe for threads.
 */
final class SessionOwners {
  private static final int MOST = 1_000_000;
  private static final int LONGEST_LINE = 1_024;
  private static final int SPARE_LINES = 1_000;

  private final @Nullable Path file;
  private int lines;

  /**
   * Owners kept in this file.
   *
   * @param file null: they need not outlive the process
   */
  SessionOwners(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Who owned what when it was last written; a line that is none is passed over, and its session is
   * nobody's.
   */
  Map<String, String> read() {
    Map<String, String> owners = new HashMap<>();
    if (file == null || !Files.exists(file)) {
      return owners;
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = reader.readLine();
          line != null && owners.size() < MOST;
          line = reader.readLine()) {
        String[] parts = line.split(" ", -1);
        if (parts.length == 2 && line.length() <= LONGEST_LINE) {
          put(owners, parts);
        }
        lines++;
      }
      return owners;
    } catch (IOException e) {
      throw new BrokerException("'%s' cannot be read: %s".formatted(file, e), e);
    }
  }

  private static void put(Map<String, String> owners, String[] parts) {
    try {
      owners.put(decoded(parts[0]), decoded(parts[1]));
    } catch (IllegalArgumentException e) {
      // A line cut short or overwritten: the session is nobody's.
    }
  }

  /**
   * Writes it down, before the session is.
   *
   * @param all what is known by then, for when the file has grown too long
   * @throws UncheckedIOException if it cannot be written
   */
  void add(String client, String owner, Map<String, String> all) {
    if (file == null) {
      return;
    }
    if (++lines > 2 * all.size() + SPARE_LINES) {
      write(all);
      return;
    }
    try {
      Files.writeString(
          file,
          line(client, owner),
          StandardCharsets.ISO_8859_1,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes these and no others. */
  void write(Map<String, String> all) {
    if (file == null) {
      return;
    }
    StringBuilder text = new StringBuilder();
    all.forEach((client, owner) -> text.append(line(client, owner)));
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(next, text, StandardCharsets.ISO_8859_1);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      lines = all.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String client, String owner) {
    return encoded(client) + " " + encoded(owner) + "\n";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
