package io.parley.cli;

import io.parley.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "A hub, two gateways and a dozen simulated devices on this machine: asks, shows the answers,"
            + " then keeps running.")
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--once", description = "end after the last answer")
  private boolean once;

  @Option(
      names = "--json",
      description = "a JSON object a line: the Answer's fields, question, step, ok")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int failed = Demo.run(out, err, json, once ? null : addresses -> keep(err, addresses));
    return failed == 0 ? ExitCode.ANSWERED : ExitCode.REFUSED;
  }

  private static void keep(PrintWriter err, Iterable<String> addresses) {
    err.printf(
        "parley: the plant keeps running on %s; ask it:%n  mosquitto_rr -V 5 -p PORT -t parley/v1/plant1/ask/any"
            + " -e parley/v1/plant1/answer/me -m 'Which light is on?'%nCtrl-C ends it.%n",
        String.join(" ", addresses));
    err.flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
