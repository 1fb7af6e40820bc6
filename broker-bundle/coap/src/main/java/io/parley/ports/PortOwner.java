package io.parley.ports;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which process listens on a port, as far as /proc (proc(5)) lets us see.
 *
 * @param pid its id
 * @param command its name
 */
public record PortOwner(long pid, String command) {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final String UNCONNECTED = "07";
  private static final int MOST_PROCESSES = 10_000;

  /** The process that listens on this TCP port; empty if there is none or it is not ours to see. */
  public static Optional<PortOwner> ofTcp(int port) {
    return of("tcp", LISTENING, port);
  }

  /**
   * The process that receives on this UDP port; empty if there is none or it is not ours to see.
   */
  public static Optional<PortOwner> ofUdp(int port) {
    return of("udp", UNCONNECTED, port);
  }

  private static Optional<PortOwner> of(String protocol, String state, int port) {
    Set<String> sockets = new HashSet<>();
    sockets.addAll(listening(PROC.resolve("net/" + protocol), state, port));
    sockets.addAll(listening(PROC.resolve("net/" + protocol + "6"), state, port));
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

  /** What to say when a TCP port is taken, and how to find out more. */
  public static String tcpTaken(String bind, int port) {
    return taken(bind, port, ofTcp(port), "ss -ltnp");
  }

  /** What to say when a UDP port is taken, and how to find out more. */
  public static String udpTaken(String bind, int port) {
    return taken(bind, port, ofUdp(port), "ss -lunp");
  }

  private static String taken(String bind, int port, Optional<PortOwner> owner, String ask) {
    String who =
        owner.map(one -> " by process %d (%s)".formatted(one.pid(), one.command())).orElse("");
    return "port %d on %s is in use%s: stop it or choose another port; ask `%s 'sport = :%d'`"
        .formatted(port, bind, who, ask, port);
  }

  private static List<String> listening(Path table, String state, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    try {
      return Files.readAllLines(table).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(cells -> cells.length > 9)
          .filter(cells -> cells[1].endsWith(suffix) && cells[3].equals(state))
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
