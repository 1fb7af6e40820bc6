package io.parley.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.config.CoapDoor;
import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.node.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command that a page shows in a block marked {@code sh}, as it stands there, against a
 * gateway on a free port: commands of the same names stand before the real ones and add the port.
 */
final class DocsIT {
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
  private static final String DEVICE_KEY = "a key of its own";
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir static Path folder;
  private static Node node;
  private static String port;

  @BeforeAll
  static void startGateway() throws Exception {
    node =
        Node.start(
            Settings.builder()
                .agent("gw")
                .port(0)
                .coap(new CoapDoor(true, 0, 0, deviceKeys(), false))
                .users(Files.writeString(folder.resolve("users"), "sensor-7 operator -\n"))
                .httpPort(0)
                .data(folder.resolve("data"))
                .build(),
            Tier.GATEWAY,
            Clock.systemUTC());
    String url = node.addresses().get(0);
    port = url.substring(url.lastIndexOf(':') + 1);
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String client : List.of("mosquitto_pub", "mosquitto_sub", "mosquitto_rr")) {
      script(bin.resolve(client), "exec /usr/bin/%s -p %s -W 30 \"$@\"".formatted(client, port));
    }
    script(
        bin.resolve("mosquitto_pub"), "exec /usr/bin/mosquitto_pub -p %s \"$@\"".formatted(port));
    for (String client : List.of("coap-client-notls", "coap-client-openssl")) {
      script(bin.resolve(client), coapShim(client));
    }
    script(folder.resolve("parley"), shim());
    Files.createSymbolicLink(folder.resolve("examples"), ROOT.resolve("examples"));
    for (String said :
        List.of(
            "plant/boiler/3/temperature 84.2",
            "plant/boiler/3/temperature_limit 80.0",
            "lights/hall/state ON",
            "lights/office/state OFF")) {
      String[] parts = said.split(" ");
      run("mosquitto_pub -q 1 -t %s -m %s".formatted(parts[0], parts[1]));
    }
  }

  private static Path deviceKeys() throws IOException {
    String hex = HexFormat.of().formatHex(DEVICE_KEY.getBytes(UTF_8));
    return Files.writeString(folder.resolve("keys"), "sensor-7 " + hex + "\n");
  }

  /** The client goes to this gateway's ports; an error that comes back is its exit code too. */
  private static String coapShim(String client) {
    return """
        for each; do
          case $each in
            coap://*) each=%2$s/${each#coap://*/} ;;
            coaps://*) each=%3$s/${each#coaps://*/} ;;
          esac
          set -- "$@" "$each"; shift
        done
        errors=$(mktemp); /usr/bin/%1$s "$@" 2>"$errors"; code=$?
        cat "$errors" >&2
        [ $code -eq 0 ] && ! grep -qE '^[45]\\.[0-9]{2}|ERR|WARN' "$errors"
        """
        .formatted(client, address("coap:"), address("coaps:"));
  }

  private static String address(String scheme) {
    return node.addresses().stream().filter(a -> a.startsWith(scheme)).findFirst().orElseThrow();
  }

  @AfterAll
  static void stopGateway() {
    node.close();
  }

  @TestFactory
  Stream<DynamicTest> everyCommandShownRuns() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    for (Path page : pages) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        String commands = block.group(1);
        tests.add(
            DynamicTest.dynamicTest(
                page.getFileName() + ": " + commands.lines().findFirst().orElse(""),
                () -> run(commands)));
      }
    }
    assertFalse(tests.isEmpty());
    return tests.stream();
  }

  /** A node is started, waited for and ended; everything else is asked at the test's gateway. */
  private static String shim() {
    String java =
        "%s -cp '%s' io.parley.cli.Main"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"));
    return """
        case $1 in
          gateway|hub)
            log=$(mktemp); data=$(mktemp -d)
            %1$s "$@" --port 0 --coap-port 0 --http-port 0 --data "$data" 2>"$log" & pid=$!
            tail -n +1 --pid=$pid -f "$log" | grep -q -m 1 'is ready' || { cat "$log"; exit 1; }
            kill -TERM $pid; wait $pid; code=$?
            [ $code -eq 0 ] || [ $code -eq 143 ] ;;
          ask|agents|protocols) exec %1$s "$@" --broker mqtt://127.0.0.1:%2$s ;;
          series) exec %1$s "$@" --http %3$s ;;
          *) exec %1$s "$@" ;;
        esac"""
        .formatted(java, port, address("http:"));
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/bash\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void run(String commands) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", "", (path, none) -> folder.resolve("bin") + ":" + path);
    builder.environment().put("KEY", DEVICE_KEY);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), commands);
    int code = process.exitValue();
    // An unsure answer is an answer: what a page shows is the command, not this gateway's
    // telemetry.
    assertEquals(0, commands.contains("parley ask") && code == 2 ? 0 : code, commands + said);
  }
}
