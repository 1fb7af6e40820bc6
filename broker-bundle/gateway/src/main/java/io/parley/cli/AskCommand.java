package io.parley.cli;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;
import io.parley.agent.Ask;
import io.parley.codec.Codec;
import io.parley.codec.Format;
import io.parley.message.Answer;
import io.parley.message.Cost;
import io.parley.message.Route;
import io.parley.message.Status;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley ask}. */
@Command(name = "ask", mixinStandardHelpOptions = true, description = "Asks a question.")
final class AskCommand implements Callable<Integer> {
  private static final long GRACE_SECONDS = 2;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "mqtt, mqtts, coap or coaps (default: ${DEFAULT-VALUE})",
      defaultValue = "mqtt://127.0.0.1:1883")
  private String broker = "";

  @Option(names = "--site", paramLabel = "S", description = "the site (default: plant1)")
  private @Nullable String site;

  @Option(names = "--subject", paramLabel = "S", description = "what it is about, e.g. boiler/3")
  private String subject = "";

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "seconds to wait (default: ${DEFAULT-VALUE})",
      defaultValue = "30")
  private int timeout;

  @Option(names = "--json", description = "the whole Answer as JSON")
  private boolean json;

  @Parameters(paramLabel = "QUESTION", description = "in words")
  private String question = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (timeout < 1 || timeout > 86_400) {
      throw new UsageException("--timeout %d must lie in 1..86400".formatted(timeout));
    }
    PrintWriter out = spec.commandLine().getOut();
    AgentOptions options = AgentOptions.usual();
    try (Agent agent = Agent.connect(broker, site == null ? options : options.withSite(site))) {
      Ask ask = Ask.of(question).within(Duration.ofSeconds(timeout));
      Answer answer =
          agent
              .ask(subject.isEmpty() ? ask : ask.about(subject))
              .orTimeout(timeout + GRACE_SECONDS, TimeUnit.SECONDS)
              .join();
      out.println(
          json
              ? new String(Codec.encode(answer, Format.JSON), StandardCharsets.UTF_8)
              : shown(answer));
      out.flush();
      return ExitCode.of(answer.status());
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        spec.commandLine()
            .getErr()
            .println("parley: nobody answered on %s within %d s".formatted(broker, timeout));
        return ExitCode.EXPIRED;
      }
      throw e;
    }
  }

  /** The answer as people read it: what or why, how the question was read, who says so. */
  static String shown(Answer answer) {
    List<String> lines = new ArrayList<>();
    if (answer.status() != Status.ANSWERED) {
      lines.add(
          answer.status().word() + (answer.reason() == null ? "" : ": " + answer.reason().text()));
    }
    if (answer.text() != null && answer.status() == Status.ANSWERED) {
      lines.add(answer.text());
    } else if (answer.text() != null && answer.route() != Route.NONE) {
      lines.add("best guess: " + answer.text());
    } else if (answer.data() != null) {
      lines.add(String.valueOf(answer.data()));
    }
    if (answer.readAs() != null) {
      lines.add("  read as " + answer.readAs());
    }
    lines.add(source(answer));
    return printable(String.join("\n", lines));
  }

  /** An answer comes from outside, and must not steer the terminal that shows it. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
  }

  private static String source(Answer answer) {
    StringBuilder line =
        new StringBuilder("  by %s (%s)".formatted(answer.by().agent(), answer.by().tier().word()));
    line.append(", route ").append(answer.route().word());
    if (answer.confidence() != null) {
      line.append(String.format(Locale.ROOT, ", confidence %.2f", answer.confidence()));
    }
    Cost cost = answer.cost();
    if (cost != null && cost.ms() != null) {
      line.append(", ").append(cost.ms()).append(" ms");
    }
    if (cost != null && cost.completionTokens() != null) {
      line.append(", ").append(cost.completionTokens()).append(" tokens");
    }
    if (answer.by().protocol() != null) {
      line.append(", protocol ").append(answer.by().protocol());
    }
    return line.toString();
  }
}
