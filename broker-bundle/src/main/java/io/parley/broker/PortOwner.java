package io.parley.broker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which process listens on a TCP port, as far as /proc (proc(5)) lets us see. */
record PortOwner(long pid, String command) {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final int MOST_PROCESSES = 10_000;

  /** The process that listens on this port; empty if there is none or it is not ours to see. */
  static Optional<PortOwner> of(int port) {
    Set<String> sockets = new HashSet<>();
    sockets.addAll(listening(PROC.resolve("net/tcp"), port));
    sockets.addAll(listening(PROC.resolve("net/tcp6"), port));
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    int seen = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (++seen > MOST_PROCESSES) {
          break;
        }
        if (holds(process, sockets)) {
          return Optional.of(
              new PortOwner(Long.parseLong(process.getFileName().toString()), command(process)));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** What to say when a port is taken, and how to find out more. */
  static String taken(String bind, int port) {
    String who =
        of(port)
            .map(owner -> " by process %d (%s)".formatted(owner.pid(), owner.command()))
            .orElse("");
    return "port %d on %s is in use%s: stop it or choose another port; ask `ss -ltnp 'sport = :%d'`"
        .formatted(port, bind, who, port);
  }

  private static List<String> listening(Path table, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    try {
      return Files.readAllLines(table).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(cells -> cells.length > 9)
          .filter(cells -> cells[1].endsWith(suffix) && cells[3].equals(LISTENING))
          .map(cells -> "socket:[" + cells[9] + "]")
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (sockets.contains(target(descriptor))) {
          return true;
        }
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String command(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
