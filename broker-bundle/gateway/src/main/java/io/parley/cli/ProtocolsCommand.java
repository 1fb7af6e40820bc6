package io.parley.cli;

import io.parley.errand.Correspondence;
import io.parley.errand.DocumentFetch;
import io.parley.ladder.AdmissionException;
import io.parley.ladder.Announcer;
import io.parley.mqtt.MqttSession;
import io.parley.presence.AgentSeen;
import io.parley.presence.Directory;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import io.parley.topics.Topics;
import io.parley.trust.Identity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
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
    description = "Lists, shows, verifies, announces and revokes protocol documents.")
final class ProtocolsCommand implements Callable<Integer> {
  private static final long LONGEST_SECONDS = 20;
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(5);

  @Mixin private BrokerOption broker = new BrokerOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return list(broker);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what is announced on the broker.")
  int list(@Mixin BrokerOption at) {
    return connected(
        at,
        session -> {
          AnnouncedProtocols announced = AnnouncedProtocols.read(session, at.topics());
          announced.lines().forEach(this::say);
          if (announced.lines().isEmpty()) {
            say("no protocol is announced here");
          }
          return ExitCode.ANSWERED;
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Fetches a document by its id and prints it exactly as it is hashed.")
  int show(
      @Mixin BrokerOption at,
      @Parameters(paramLabel = "ID", description = "bafkrei...") String cid) {
    Cid id = id(cid);
    return connected(
        at,
        session -> {
          out().print(new String(fetched(session, at.topics(), id), StandardCharsets.UTF_8));
          out().flush();
          return ExitCode.ANSWERED;
        });
  }

  /** Announced here, or kept by a node that is. */
  private static byte[] fetched(MqttSession session, Topics topics, Cid id) {
    Directory directory = new Directory(topics);
    Correspondence words =
        new Correspondence(session, topics, Retained.SITE, session.clientId(), "fetch");
    CompletableFuture.allOf(directory.open(session), words.start())
        .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .join();
    Retained.areHere(session, topics);
    try {
      return new DocumentFetch(session, topics, words)
          .fetch(
              id,
              "+",
              () ->
                  directory.all().stream()
                      .filter(agent -> agent.router() && agent.live())
                      .map(AgentSeen::address)
                      .toList(),
              LONGEST_FETCH)
          .join();
    } catch (CompletionException e) {
      throw new UsageException(
          e.getCause() instanceof TimeoutException
              ? "no document %s is known here".formatted(id)
              : "%s cannot be fetched: %s".formatted(id, e.getCause()));
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Checks a document, and a routine against its vectors; prints the id.")
  int verify(@Mixin DocumentFiles files) throws IOException {
    try {
      ProtocolDocument document = Announcer.verify(files.document(), files.expression());
      say(
          "%s %s, %d vectors"
              .formatted(document.cid(), document.name(), document.vectors().size()));
      return ExitCode.ANSWERED;
    } catch (AdmissionException e) {
      return refused(e);
    }
  }

  @Command(
      name = "announce",
      mixinStandardHelpOptions = true,
      description = "Verifies a document, signs it and puts it on the broker.")
  int announce(@Mixin BrokerOption at, @Mixin SpeakerOption speaker, @Mixin DocumentFiles files)
      throws IOException {
    byte[] document = files.document();
    String expression = files.expression();
    try {
      Announcer.verify(document, expression);
    } catch (AdmissionException e) {
      return refused(e);
    }
    Identity identity = speaker.identity();
    return connected(
        at,
        session -> {
          Cid cid =
              speaker
                  .announcer(session, at, identity)
                  .announce(document, expression)
                  .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                  .join();
          say(cid + " signed by " + identity.key().id());
          return ExitCode.ANSWERED;
        });
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes a protocol back, in the name of a key that is trusted or signed it.")
  int revoke(
      @Mixin BrokerOption at,
      @Mixin SpeakerOption speaker,
      @Parameters(paramLabel = "ID", description = "bafkrei...") String cid) {
    Cid id = id(cid);
    return connected(
        at,
        session -> {
          speaker
              .announcer(session, at, speaker.identity())
              .revoke(id)
              .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
              .join();
          say(cid + " is revoked");
          return ExitCode.ANSWERED;
        });
  }

  private static int connected(BrokerOption at, ToIntFunction<MqttSession> doing) {
    try (MqttSession session = at.connect()) {
      return doing.applyAsInt(session);
    }
  }

  private int refused(AdmissionException e) {
    say("refused, rule %s: %s".formatted(e.rule(), e.getMessage()));
    return ExitCode.REFUSED;
  }

  private void say(String line) {
    out().println(line);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static Cid id(String text) {
    try {
      return new Cid(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
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

    Identity identity() {
      return Identity.at(key);
    }

    Announcer announcer(MqttSession session, BrokerOption at, Identity identity) {
      return new Announcer(session, at.topics(), site, identity, Clock.systemUTC());
    }
  }
}
