package io.parley.config;

import io.parley.access.AccessRules.Loopback;
import io.parley.access.Users.Grant;
import io.parley.config.IngestRule.Format;
import io.parley.config.IngestRule.Limit;
import io.parley.config.IngestRule.Name;
import io.parley.ladder.Passing;
import io.parley.protocol.Effects;
import io.parley.trust.Signers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The YAML file of settings. Checked against a JSON Schema before anything is taken from it; an
 * unknown key is an error, since it would be a setting that silently does nothing.
 */
public final class SettingsFile {
  private SettingsFile() {}

  /**
   * Puts what the file says into a builder; relative paths begin at the file's folder.
   *
   * @throws SettingsException with one {@code FILE:LINE: ...} for each problem
   */
  public static SettingsBuilder read(Path file) {
    return read(YamlTree.read(file));
  }

  static SettingsBuilder read(YamlTree file) {
    SettingsSchema.load().check(file);
    SettingsBuilder builder = Settings.builder().from(file);
    Section root = new Section(file.root(), file.folder(), "", new ArrayList<>());
    try {
      doors(root, builder);
      surroundings(root, builder);
      knowledge(root, builder);
      builder.secretFiles(root.secretFiles());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(file.at(String.valueOf(e.getMessage())));
    }
    return builder;
  }

  private static void doors(Section file, SettingsBuilder builder) {
    file.text("site", builder::site);
    file.text("agent", builder::agent);
    file.text("root", builder::root);
    file.text("bind", builder::bind);
    file.integer("port", builder::port);
    file.section("tls", SettingsFile::tls, builder::tls);
    file.path("users", builder::users);
    file.list(
        "grants",
        grant ->
            new Grant(grant.text("user", ""), grant.texts("publish"), grant.texts("subscribe")),
        builder::grants);
    builder.loopback(file.word("loopback", Loopback.class, Loopback.OPERATOR));
    builder.insecure(file.flag("insecure", false));
    file.section("coap", SettingsFile::coap, builder::coap);
    file.section("http", SettingsFile::http, builder::http);
  }

  private static void surroundings(Section file, SettingsBuilder builder) {
    file.section("broker", SettingsFile::link, builder::broker);
    file.section("upstream", SettingsFile::link, builder::upstream);
    builder.share(file.text("share", "facts").equals("facts"));
    file.section("protocols", SettingsFile::protocols, builder::protocols);
    file.path("data", builder::data);
    file.list("replies", reply -> reply.node().asText(), builder::replies);
    file.section("limits", SettingsFile::limits, builder::limits);
  }

  private static void knowledge(Section file, SettingsBuilder builder) {
    file.list("ingest", SettingsFile::ingest, builder::ingest);
    file.path("documents", builder::documents);
    file.text("model", model -> builder.model(modelAt(model, file.folder())));
    file.section("engine", SettingsFile::engine, builder::engine);
    file.number("errorRate", builder::errorRate);
    file.list("diagnostics", name -> name.node().asText(), builder::diagnostics);
  }

  /** A name of the catalogue stays itself; a path begins at the file's folder. */
  private static String modelAt(String model, Path folder) {
    boolean path = model.indexOf('/') >= 0 || model.endsWith(".gguf");
    return path ? folder.resolve(model).normalize().toString() : model;
  }

  private static TlsSettings tls(Section tls) {
    String password = tls.secret("password");
    if (password == null) {
      throw new IllegalArgumentException("tls must have the key 'password' or 'passwordFile'");
    }
    return new TlsSettings(
        tls.integer("port", 8883),
        Objects.requireNonNull(tls.path("keystore")),
        password,
        tls.path("truststore"),
        tls.secret("truststorePassword"),
        tls.word("clients", TlsSettings.Clients.class, TlsSettings.Clients.NONE));
  }

  private static CoapDoor coap(Section coap) {
    return new CoapDoor(
        coap.flag("enabled", true),
        coap.integer("port", CoapDoor.USUAL.port()),
        coap.integer("securePort", CoapDoor.USUAL.securePort()),
        coap.path("pskFile"),
        coap.flag("certificates", false));
  }

  private static HttpDoor http(Section http) {
    return new HttpDoor(
        http.flag("enabled", true),
        http.text("bind", HttpDoor.USUAL.bind()),
        http.integer("port", HttpDoor.USUAL.port()),
        http.texts("hosts"));
  }

  private static LinkSettings link(Section link) {
    if (link.node().isTextual()) {
      return LinkSettings.to(link.node().asText());
    }
    return new LinkSettings(
        link.text("url", ""),
        link.text("user"),
        link.secret("password"),
        link.path("truststore"),
        link.secret("truststorePassword"));
  }

  private static ProtocolRules protocols(Section rules) {
    ProtocolRules usual = ProtocolRules.USUAL;
    Set<Effects> effects =
        rules.texts("effects").stream()
            .map(word -> Effects.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
            .collect(Collectors.toSet());
    return new ProtocolRules(
        Signers.of(rules.texts("trust")),
        Set.copyOf(rules.texts("learnFrom")),
        effects.isEmpty() ? usual.effects() : effects,
        new Passing(
            rules.flag("up", usual.passing().up()),
            rules.word("down", Passing.Down.class, usual.passing().down())));
  }

  private static IngestRule ingest(Section rule) {
    if (rule.node().isTextual()) {
      return IngestRule.of(rule.node().asText());
    }
    List<Name> names =
        rule.list(
            "names",
            name -> new Name(name.text("pattern", ""), name.text("name"), name.text("unit")));
    List<Limit> limits =
        rule.list(
            "limits",
            limit ->
                new Limit(
                    limit.text("topic", ""),
                    limit.text("path", ""),
                    limit.number("low"),
                    limit.number("high")));
    return new IngestRule(
        rule.text("filter", ""),
        rule.word("format", Format.class, Format.AUTO),
        rule.section("broker", SettingsFile::link),
        names,
        limits);
  }

  private static EngineLink engine(Section engine) {
    return engine.node().isTextual()
        ? new EngineLink(engine.node().asText(), null, null, EngineLink.GrammarField.NONE)
        : new EngineLink(
            engine.text("url", ""),
            engine.text("model"),
            engine.path("keyFile"),
            engine.word("grammar", EngineLink.GrammarField.class, EngineLink.GrammarField.NONE));
  }

  private static NodeLimits limits(Section limits) {
    NodeLimits usual = NodeLimits.USUAL;
    return new NodeLimits(
        limits.integer("payloadBytes", usual.payloadBytes()),
        limits.integer("textBytes", usual.textBytes()),
        limits.integer("textWords", usual.textWords()),
        limits.integer("packetBytes", usual.packetBytes()),
        limits.integer("connections", usual.connections()),
        limits.integer("queuedMessages", usual.queuedMessages()),
        limits.integer("questionsPerSecond", usual.questionsPerSecond()),
        limits.integer("bytesPerSecond", usual.bytesPerSecond()),
        limits.integer("inFlight", usual.inFlight()),
        limits.integer("cached", usual.cached()),
        limits.integer("cacheSeconds", usual.cacheSeconds()),
        limits.integer("series", usual.series()),
        client(limits, usual.client()));
  }

  private static ClientLimits client(Section limits, ClientLimits usual) {
    return new ClientLimits(
        limits.integer("messagesPerSecond", usual.messagesPerSecond()),
        limits.integer("connectionBytesPerSecond", usual.connectionBytesPerSecond()),
        limits.integer("excessSeconds", usual.excessSeconds()),
        limits.integer("connectBytes", usual.connectBytes()),
        limits.integer("connectSeconds", usual.connectSeconds()),
        limits.integer("pendingConnections", usual.pendingConnections()),
        limits.integer("subscriptions", usual.subscriptions()),
        limits.integer("sessions", usual.sessions()),
        limits.integer("sessionExpirySeconds", usual.sessionExpirySeconds()),
        limits.integer("retainedTopics", usual.retainedTopics()));
  }
}
