package io.parley.cli;

import io.parley.config.LinkSettings;
import io.parley.config.SecretFiles;
import io.parley.config.Settings;
import io.parley.device.Device;
import io.parley.device.DeviceDetection;
import io.parley.engine.EngineException;
import io.parley.llama.LlamaLibrary;
import io.parley.mqtt.BrokerUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code parley check}: looks, before a node is started with the same flags, at what it would need.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks this machine for a gateway with the same flags; 3 if something is wrong.")
final class CheckCommand implements Callable<Integer> {
  private static final int CONNECT_MS = 3000;
  private static final long LEAST_DISK_MIB = 200;

  @Mixin private NodeOptions options = new NodeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Settings settings = options.settings(false);
    Map<String, Look> looks = new LinkedHashMap<>();
    looks.put("device", CheckCommand::device);
    if (settings.broker() == null) {
      looks.put("mqtt port", () -> tcpFree(settings.bind(), settings.port()));
    }
    if (settings.coap().enabled()) {
      looks.put("coap port", () -> udpFree(settings.coap().port()));
    }
    if (settings.http().enabled()) {
      looks.put("http port", () -> tcpFree(settings.http().bind(), settings.http().port()));
    }
    looks.put("disk", () -> disk(settings.data()));
    looks.put("documents", () -> documents(settings.documents()));
    looks.put("engine", () -> engine(settings));
    looks.put("broker", () -> reachable(settings.broker()));
    looks.put("upstream", () -> reachable(settings.upstream()));
    int code = report(looks);
    PrintWriter out = spec.commandLine().getOut();
    SecretFiles.openToOthers(settings).forEach(open -> out.printf("warn  files      %s%n", open));
    if (settings.broker() == null) {
      BoundsShown.of(settings.limits()).forEach(bound -> out.printf("bound %s%n", bound));
    }
    out.flush();
    return code;
  }

  private int report(Map<String, Look> looks) {
    PrintWriter out = spec.commandLine().getOut();
    boolean wrong = false;
    for (Map.Entry<String, Look> entry : looks.entrySet()) {
      try {
        String found = entry.getValue().look();
        if (!found.isEmpty()) {
          out.printf("ok    %-10s %s%n", entry.getKey(), found);
        }
      } catch (IOException | RuntimeException e) {
        wrong = true;
        out.printf("WRONG %-10s %s%n", entry.getKey(), e.getMessage());
      }
    }
    out.flush();
    return wrong ? ExitCode.REFUSED : ExitCode.ANSWERED;
  }

  private static String device() {
    Device device = DeviceDetection.ofThisMachine().detect();
    return String.join(", ", DeviceDetection.described(device));
  }

  private static String tcpFree(String bind, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(bind, port));
      return "%s:%d is free".formatted(bind, port);
    } catch (IOException e) {
      throw new IOException(
          "%s:%d cannot be bound (%s); `ss -ltnp` shows who holds it"
              .formatted(bind, port, e.getMessage()),
          e);
    }
  }

  private static String udpFree(int port) throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      return "127.0.0.1:%d is free".formatted(socket.getLocalPort());
    } catch (IOException e) {
      throw new IOException(
          "127.0.0.1:%d cannot be bound (%s); `ss -lunp` shows who holds it"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private static String disk(@Nullable Path data) throws IOException {
    Path folder = data == null ? Path.of(System.getProperty("user.home")) : data;
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("%s cannot be written".formatted(folder));
    }
    // Not of its FileStore: without the root in /proc/mounts, as in a chroot, there is none.
    long mib = folder.toFile().getUsableSpace() >> 20;
    if (mib < LEAST_DISK_MIB) {
      throw new IOException(
          "%s has %d MiB left, at least %d should be free".formatted(folder, mib, LEAST_DISK_MIB));
    }
    return "%d MiB free at %s".formatted(mib, folder);
  }

  private static String documents(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return "";
    }
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      throw new IOException("'%s' must be a folder that can be read".formatted(folder));
    }
    return folder.toString();
  }

  private static String engine(Settings settings) {
    if (settings.model().equals("none") || settings.engine() != null) {
      return "no model runs here";
    }
    try {
      LlamaLibrary library = LlamaLibrary.find(LlamaLibrary.Choice.AUTO);
      return "%s, %s".formatted(library.source(), library.file());
    } catch (EngineException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static String reachable(@Nullable LinkSettings link) throws IOException {
    if (link == null) {
      return "";
    }
    BrokerUrl url = BrokerUrl.parse(link.url());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.host(), url.port()), CONNECT_MS);
      return "%s:%d answers".formatted(url.host(), url.port());
    } catch (IOException e) {
      throw new IOException(
          "%s:%d cannot be reached: %s".formatted(url.host(), url.port(), e.getMessage()), e);
    }
  }

  /** One look: what was found; empty where there is nothing to look at. */
  private interface Look {
    String look() throws IOException;
  }
}
