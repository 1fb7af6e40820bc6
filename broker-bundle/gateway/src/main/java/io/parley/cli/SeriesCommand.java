package io.parley.cli;

import io.parley.codec.Trees;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley series}. */
@Command(
    name = "series",
    mixinStandardHelpOptions = true,
    description = "Shows what a node made of the telemetry, and what it could not read.")
final class SeriesCommand implements Callable<Integer> {
  @Option(
      names = "--http",
      paramLabel = "URL",
      description =
          "a running node's HTTP, http://[USER:PASSWORD@]HOST:PORT (default: ${DEFAULT-VALUE})",
      defaultValue = "http://127.0.0.1:8420")
  private String http = "";

  @Option(names = "--json", description = "all that the node says, as one JSON object")
  private boolean json;

  @Parameters(
      paramLabel = "WORDS",
      arity = "0..*",
      description = "only series in whose name, thing or topic each of them stands")
  private List<String> words = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    String query = URLEncoder.encode(String.join(" ", words), StandardCharsets.UTF_8);
    NodeAnswer answer = NodeAnswer.get(http, "/api/series?q=" + query);
    if (answer.code() != ExitCode.ANSWERED) {
      spec.commandLine().getErr().println("parley: " + SeriesTable.printable(answer.said()));
      return answer.code();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Trees.toJson(answer.tree()), StandardCharsets.UTF_8));
    } else {
      SeriesTable.lines(answer.tree()).forEach(out::println);
    }
    out.flush();
    return ExitCode.ANSWERED;
  }
}
