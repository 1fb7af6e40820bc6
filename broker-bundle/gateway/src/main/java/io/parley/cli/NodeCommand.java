package io.parley.cli;

import io.parley.config.Settings;
import io.parley.message.Tier;
import io.parley.node.Node;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a gateway or a hub until it is told to stop. */
final class NodeCommand {
  private NodeCommand() {}

  /** {@code parley gateway}. */
  @Command(
      name = "gateway",
      mixinStandardHelpOptions = true,
      description = "Runs a gateway: an embedded broker, a router, a model near the devices.")
  static final class GatewayCommand implements Callable<Integer> {
    @Mixin private NodeOptions options = new NodeOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return run(options.settings(false), Tier.GATEWAY, spec.commandLine().getErr());
    }
  }

  /** {@code parley hub}. */
  @Command(
      name = "hub",
      mixinStandardHelpOptions = true,
      description = "Runs a hub: a gateway with no upstream.")
  static final class HubCommand implements Callable<Integer> {
    @Mixin private NodeOptions options = new NodeOptions();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return run(options.settings(true), Tier.HUB, spec.commandLine().getErr());
    }
  }

  /** Starts, says where it is reached, and waits for SIGTERM or Ctrl-C. */
  private static int run(Settings settings, Tier tier, PrintWriter err) {
    Node node = Node.start(settings, tier, Clock.systemUTC());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  node.close();
                  stopped.countDown();
                },
                "stop"));
    err.println(
        "parley: %s is ready on %s"
            .formatted(node.identity().address(), String.join(" ", node.addresses())));
    err.flush();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.ANSWERED;
  }
}
