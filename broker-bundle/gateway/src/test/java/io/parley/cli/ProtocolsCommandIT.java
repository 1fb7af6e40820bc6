package io.parley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.config.ProtocolRules;
import io.parley.config.Settings;
import io.parley.message.Answer;
import io.parley.message.Nak;
import io.parley.message.Question;
import io.parley.message.Tier;
import io.parley.node.Node;
import io.parley.trust.Identity;
import io.parley.trust.Signers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the documentation against a node that runs. */
final class ProtocolsCommandIT {
  @TempDir Path folder;

  @Test
  void announcesListsShowsAndRevokes() throws Exception {
    Path key = folder.resolve("operator.key");
    String keyId = Identity.at(key).key().id();
    Path document = folder.resolve("stock.md");
    Path routine = folder.resolve("stock.jsonata");
    example(document, routine);
    Settings settings =
        Settings.builder()
            .port(0)
            .coapPort(0)
            .httpPort(0)
            .model("none")
            .data(folder.resolve("data"))
            .protocols(ProtocolRules.USUAL.withSigners(Signers.of(List.of(keyId))))
            .build();
    try (Node node = Node.start(settings, Tier.GATEWAY, Clock.systemUTC())) {
      String url = node.addresses().get(0);
      assertEquals("no protocol is announced here", run(0, "list", "--broker", url));
      String announced =
          run(
              0,
              "announce",
              document.toString(),
              "--routine",
              routine.toString(),
              "--key",
              key.toString(),
              "--broker",
              url);
      assertTrue(announced.endsWith(" signed by " + keyId), announced);
      String cid = announced.substring(0, announced.indexOf(' '));
      String listed = run(0, "--broker", url);
      assertTrue(listed.startsWith(cid + "  stock-price 1  active"), listed);
      assertTrue(listed.contains("routine") && listed.contains("signed by " + keyId), listed);
      assertEquals(Files.readString(document).strip(), run(0, "show", cid, "--broker", url));
      try (Agent asker = Agent.connect(url + "/plant1", AgentOptions.named("asker"))) {
        Answer known = ask(asker, cid, answer -> answer.data() != null);
        assertEquals(Map.of("error", "unknown-symbol"), known.data());
        assertEquals(
            cid + " is revoked", run(0, "revoke", cid, "--key", key.toString(), "--broker", url));
        assertEquals(Nak.UNKNOWN_PROTOCOL, ask(asker, cid, answer -> answer.nak() != null).nak());
      }
      listed = run(0, "list", "--broker", url);
      assertTrue(listed.startsWith(cid + "  stock-price 1  revoked"), listed);
    }
  }

  @Test
  void refusesWithTheRuleBeforeItGoesToABroker() throws Exception {
    Path document = folder.resolve("stock.md");
    Path routine = folder.resolve("stock.jsonata");
    example(document, routine);
    Files.writeString(routine, "$millis()");
    String said =
        run(ExitCode.REFUSED, "announce", document.toString(), "--routine", routine.toString());
    assertTrue(said.startsWith("refused, rule function: '"), said);
    assertTrue(run(ExitCode.USAGE, "show", "bafk").isEmpty());
    assertTrue(run(ExitCode.USAGE, "announce", "nowhere.md").isEmpty());
  }

  /** Asks until the answer is the one that is waited for. */
  private static Answer ask(Agent asker, String cid, Predicate<Answer> wanted) {
    Ask question = Ask.of(Question.ofProtocol(cid, Map.of("symbol", "acme"))).locally();
    Answer answer = asker.ask(question).join();
    for (int i = 0; i < 5_000 && !wanted.test(answer); i++) {
      answer = asker.ask(question).join();
    }
    return answer;
  }

  private static void example(Path document, Path routine) throws Exception {
    String page = Files.readString(Path.of("..", "..", "docs", "protocols.md"));
    int from = page.indexOf("````markdown\n") + "````markdown\n".length();
    int to = page.indexOf("````\n", from);
    Files.writeString(document, page.substring(from, to));
    int code = page.indexOf("```\n(", to) + "```\n".length();
    Files.writeString(routine, page.substring(code, page.indexOf("```", code)));
  }

  private static String run(int exit, String... arguments) {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of("protocols"));
    all.addAll(List.of(arguments));
    int ended =
        Main.commandLine().setOut(new PrintWriter(out, true)).execute(all.toArray(new String[0]));
    assertEquals(exit, ended, out.toString());
    return out.toString().strip();
  }
}
