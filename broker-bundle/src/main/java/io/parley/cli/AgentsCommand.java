package io.parley.cli;

import io.parley.message.AgentStatus;
import io.parley.message.Card;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.presence.AgentSeen;
import io.parley.presence.AgentTree;
import io.parley.presence.Directory;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code parley agents}. */
@Command(
    name = "agents",
    mixinStandardHelpOptions = true,
    description = "Shows who is there, as a tree with state and load.")
final class AgentsCommand implements Callable<Integer> {
  @Mixin private BrokerOption broker = new BrokerOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (MqttSession session = broker.connect()) {
      Directory directory = new Directory(broker.topics());
      directory.open(session).orTimeout(10, TimeUnit.SECONDS).join();
      retainedAreHere(session);
      List<AgentTree> tops = AgentTree.of(directory.all());
      if (tops.isEmpty()) {
        out.println("nobody shows a card here");
      }
      tops.forEach(top -> print(out, top, ""));
      out.flush();
    }
    return ExitCode.ANSWERED;
  }

  /**
   * Retained messages come before what is published after the subscription: once a message of our
   * own has come round, they are here (MQTT 5, 4.6).
   */
  private void retainedAreHere(MqttSession session) {
    String topic = broker.topics().answer("parley", session.clientId());
    CompletableFuture<Void> round = new CompletableFuture<>();
    session
        .subscribe(Subscription.live(topic), message -> round.complete(null))
        .thenCompose(ready -> session.publish(MqttMessage.of(topic, new byte[0])))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
    round.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static void print(PrintWriter out, AgentTree tree, String indent) {
    out.println(indent + line(tree.agent()));
    tree.below().forEach(below -> print(out, below, indent + "  "));
  }

  private static String line(AgentSeen seen) {
    StringBuilder line = new StringBuilder(seen.address());
    Card card = seen.card();
    if (card != null) {
      line.append("  ").append(card.tier().word());
    }
    line.append("  ").append(seen.state().name().toLowerCase(Locale.ROOT));
    AgentStatus status = seen.status();
    if (status != null && status.load() != null) {
      line.append("  queue ").append(status.load().queue());
      if (status.load().tokensPerSecond() != null) {
        line.append(String.format(Locale.ROOT, ", %.0f tokens/s", status.load().tokensPerSecond()));
      }
    }
    if (card != null && !card.subjects().isEmpty()) {
      line.append("  subjects ").append(String.join(" ", card.subjects()));
    }
    if (card != null && !card.models().isEmpty()) {
      line.append("  models ").append(String.join(" ", card.models()));
    }
    if (card != null && !card.protocols().isEmpty()) {
      line.append("  protocols ").append(card.protocols().size());
    }
    return line.toString();
  }
}
