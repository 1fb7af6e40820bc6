package io.parley.cli;

import io.parley.ladder.AdmissionException;
import io.parley.ladder.Announcer;
import io.parley.mqtt.MqttSession;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.trust.Identity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley protocols}. */
@Command(
    name = "protocols",
    mixinStandardHelpOptions = true,
    description = "Lists, shows, verifies, announces and revokes protocol documents.",
    subcommands = {
      ProtocolsCommand.ListThem.class,
      ProtocolsCommand.Show.class,
      ProtocolsCommand.Verify.class,
      ProtocolsCommand.Announce.class,
      ProtocolsCommand.Revoke.class
    })
final class ProtocolsCommand implements Callable<Integer> {
  @Mixin private BrokerOption broker = new BrokerOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return list(broker, spec);
  }

  private static int list(BrokerOption broker, CommandSpec spec) {
    PrintWriter out = spec.commandLine().getOut();
    try (MqttSession session = broker.connect()) {
      AnnouncedProtocols announced = AnnouncedProtocols.read(session, broker.topics());
      announced.lines().forEach(out::println);
      if (announced.lines().isEmpty()) {
        out.println("no protocol is announced here");
      }
      out.flush();
    }
    return ExitCode.ANSWERED;
  }

  /** {@code parley protocols list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what is announced on the broker.")
  static final class ListThem implements Callable<Integer> {
    @Mixin private BrokerOption broker = new BrokerOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      return list(broker, spec);
    }
  }

  /** {@code parley protocols show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints a document exactly as it is hashed.")
  static final class Show implements Callable<Integer> {
    @Mixin private BrokerOption broker = new BrokerOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "bafkrei...")
    private String cid = "";

    @Override
    public Integer call() {
      try (MqttSession session = broker.connect()) {
        String document = AnnouncedProtocols.read(session, broker.topics()).document(id(cid));
        if (document == null) {
          throw new UsageException("no document %s is announced here".formatted(cid));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(document);
        out.flush();
        return ExitCode.ANSWERED;
      }
    }
  }

  /** {@code parley protocols verify}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Checks a document, and a routine against its vectors; prints the id.")
  static final class Verify implements Callable<Integer> {
    @Mixin private DocumentFiles files = new DocumentFiles();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      try {
        ProtocolDocument document = Announcer.verify(files.document(), files.expression());
        out.printf(
            "%s %s, %d vectors%n", document.cid(), document.name(), document.vectors().size());
        return ExitCode.ANSWERED;
      } catch (AdmissionException e) {
        out.printf("refused, rule %s: %s%n", e.rule(), e.getMessage());
        return ExitCode.REFUSED;
      } finally {
        out.flush();
      }
    }
  }

  /** {@code parley protocols announce}. */
  @Command(
      name = "announce",
      mixinStandardHelpOptions = true,
      description = "Verifies a document, signs it and puts it on the broker.")
  static final class Announce implements Callable<Integer> {
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private SpeakerOption speaker = new SpeakerOption();
    @Mixin private DocumentFiles files = new DocumentFiles();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      try (MqttSession session = broker.connect()) {
        Cid cid =
            speaker
                .announcer(session, broker)
                .announce(files.document(), files.expression())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        spec.commandLine().getOut().println(cid + " signed by " + speaker.identity().key().id());
        spec.commandLine().getOut().flush();
        return ExitCode.ANSWERED;
      } catch (AdmissionException e) {
        throw new UsageException("refused, rule %s: %s".formatted(e.rule(), e.getMessage()));
      }
    }
  }

  /** {@code parley protocols revoke}. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes a protocol back, in the name of a key that signed it.")
  static final class Revoke implements Callable<Integer> {
    @Mixin private BrokerOption broker = new BrokerOption();
    @Mixin private SpeakerOption speaker = new SpeakerOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "bafkrei...")
    private String cid = "";

    @Override
    public Integer call() {
      try (MqttSession session = broker.connect()) {
        speaker.announcer(session, broker).revoke(id(cid)).orTimeout(20, TimeUnit.SECONDS).join();
        spec.commandLine().getOut().println(cid + " is revoked");
        spec.commandLine().getOut().flush();
        return ExitCode.ANSWERED;
      }
    }
  }

  /** The files of a protocol. */
  static final class DocumentFiles {
    @Parameters(paramLabel = "FILE", description = "the document")
    private Path document = Path.of("");

    @Option(names = "--routine", paramLabel = "FILE", description = "its routine in JSONata")
    private @Nullable Path routine;

    byte[] document() throws IOException {
      return read(document);
    }

    @Nullable String expression() throws IOException {
      return routine == null ? null : new String(read(routine), StandardCharsets.UTF_8).strip();
    }

    private static byte[] read(Path file) throws IOException {
      if (!Files.isRegularFile(file)) {
        throw new UsageException("file '%s' must exist".formatted(file));
      }
      try (var in = Files.newInputStream(file)) {
        return in.readNBytes(ProtocolDocument.MOST_BYTES + 1);
      }
    }
  }

  /** In whose name something is said, and where. */
  static final class SpeakerOption {
    @Option(names = "--site", paramLabel = "S", description = "the site", defaultValue = "plant1")
    private String site = "";

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "the key; made at first (default: ${DEFAULT-VALUE})",
        defaultValue = "${sys:user.home}/.parley/operator.key")
    private Path key = Path.of("");

    private @Nullable Identity identity;

    Identity identity() {
      Identity mine = identity;
      if (mine == null) {
        mine = Identity.at(key);
        identity = mine;
      }
      return mine;
    }

    Announcer announcer(MqttSession session, BrokerOption broker) {
      return new Announcer(session, broker.topics(), site, identity(), Clock.systemUTC());
    }
  }

  private static Cid id(String text) {
    try {
      return new Cid(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
