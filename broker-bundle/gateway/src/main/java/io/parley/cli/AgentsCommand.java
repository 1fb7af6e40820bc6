package io.parley.cli;

import io.parley.mqtt.MqttSession;
import io.parley.presence.AgentTree;
import io.parley.presence.Directory;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley agents}. */
@Command(
    name = "agents",
    mixinStandardHelpOptions = true,
    description = "Shows who is there, as a tree with state, load, and how far each is believed.")
final class AgentsCommand implements Callable<Integer> {
  @Mixin private BrokerOption broker = new BrokerOption();

  @Option(names = "--json", description = "one object a line")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (MqttSession session = broker.connect()) {
      Directory directory = new Directory(broker.topics());
      directory.open(session).orTimeout(10, TimeUnit.SECONDS).join();
      Retained.areHere(session, broker.topics());
      Beliefs beliefs = Beliefs.ask(session, broker.topics(), directory.all());
      if (json) {
        directory.all().forEach(agent -> out.println(AgentShown.json(agent, beliefs)));
      } else {
        tree(out, AgentTree.of(directory.all()), beliefs);
      }
      out.flush();
    }
    return ExitCode.ANSWERED;
  }

  private static void tree(PrintWriter out, List<AgentTree> tops, Beliefs beliefs) {
    if (tops.isEmpty()) {
      out.println("nobody shows a card here");
    }
    tops.forEach(top -> print(out, top, "", beliefs));
  }

  private static void print(PrintWriter out, AgentTree tree, String indent, Beliefs beliefs) {
    out.println(indent + AgentShown.line(tree.agent()));
    beliefs
        .of(tree.agent().agent())
        .forEach(belief -> out.println(indent + "    " + AgentShown.line(belief)));
    tree.below().forEach(below -> print(out, below, indent + "  ", beliefs));
  }
}
