package io.parley.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.AccessRules.Loopback;
import io.parley.config.IngestRule.Format;
import io.parley.ladder.Passing;
import io.parley.protocol.Effects;
import io.parley.trust.Signers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsFileTest {
  private static final Path FOLDER = Path.of("/etc/parley");

  @Test
  void theExampleInTheDocumentsIsWhatAGatewayWithoutAFileDoes() {
    Settings example = SettingsFile.read(Path.of("..", "..", "docs", "gateway.yaml")).build();
    Settings usual = Settings.builder().build();
    assertEquals(usual.site(), example.site());
    assertEquals(usual.bind(), example.bind());
    assertEquals(usual.port(), example.port());
    assertEquals(usual.coap(), example.coap());
    assertEquals(usual.http(), example.http());
    assertEquals(usual.limits(), example.limits());
    assertEquals(usual.protocols(), example.protocols());
    assertEquals(usual.model(), example.model());
    assertEquals(0.02, usual.errorRate());
    assertEquals(usual.errorRate(), example.errorRate());
    assertEquals(List.of("replies/#"), example.replies());
    assertEquals("zigbee2mqtt/#", example.ingest().get(0).filter());
    assertEquals(Double.valueOf(80), example.ingest().get(1).limits().get(0).high());
  }

  @Test
  void everyKeyIsTaken(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("secret"), "s3cret\nsecond line\n");
    Path file =
        Files.writeString(
            folder.resolve("all.yaml"),
            """
            site: hall
            agent: gw
            root: x/v2
            bind: 0.0.0.0
            port: 0
            tls: {port: 0, keystore: node.p12, passwordFile: secret, truststore: /ca.p12,
                  truststorePassword: t, clients: required}
            users: users.txt
            grants: [{user: kiln, publish: ['a/#'], subscribe: [b]}]
            loopback: authenticated
            coap: {enabled: false, port: 1, securePort: 2, pskFile: psk, certificates: true}
            http: {enabled: true, port: 0, hosts: [pi.local]}
            broker: {url: 'mqtts://b:8883', user: u, passwordFile: secret}
            upstream: mqtt://hub:1883/hq
            share: none
            protocols: {trust: [0123456789abcdef0123456789abcdef], learnFrom: [exp1, local],
              effects: [read-only, writes],
                        up: false, down: asked}
            ingest:
              - a/#
              - {filter: b/#, format: senml-cbor, broker: mqtt://c,
                 names: [{pattern: '{place}/+', name: n, unit: C}],
                 limits: [{topic: b/t, path: x.y, low: 1, high: 2.5}]}
            documents: docs
            data: /data
            model: m/own.gguf
            engine: {url: 'http://e', model: big, keyFile: secret, grammar: llama-cpp}
            replies: ['r/#']
            errorRate: 0.1
            limits: {payloadBytes: 1024, series: 7}
            diagnostics: [last_seen]
            """);
    Settings settings = SettingsFile.read(file).build();
    assertEquals("hall", settings.site());
    assertEquals("gw", settings.agent());
    assertEquals("x/v2", settings.root());
    assertEquals("127.0.0.1", settings.plainBind());
    TlsSettings tls = settings.tls();
    assertNotNull(tls);
    assertEquals("s3cret", tls.password());
    assertEquals(folder.resolve("node.p12"), tls.keystore());
    assertEquals(TlsSettings.Clients.REQUIRED, tls.clients());
    assertEquals(folder.resolve("users.txt"), settings.users());
    assertEquals(List.of("a/#"), settings.grants().get(0).publish());
    assertEquals(Loopback.AUTHENTICATED, settings.loopback());
    assertFalse(settings.coap().enabled());
    assertEquals(folder.resolve("psk"), settings.coap().pskFile());
    assertTrue(settings.coap().certificates());
    assertEquals(List.of("pi.local"), settings.http().hosts());
    LinkSettings broker = settings.broker();
    assertEquals("s3cret", broker == null ? null : broker.password());
    assertEquals(LinkSettings.to("mqtt://hub:1883/hq"), settings.upstream());
    assertFalse(settings.share());
    assertEquals(
        new ProtocolRules(
            Signers.of(List.of("0123456789abcdef0123456789abcdef")),
            Set.of("exp1", "local"),
            Set.of(Effects.READ_ONLY, Effects.WRITES),
            new Passing(false, Passing.Down.ASKED)),
        settings.protocols());
    assertEquals(Format.AUTO, settings.ingest().get(0).format());
    IngestRule second = settings.ingest().get(1);
    assertEquals(Format.SENML_CBOR, second.format());
    assertEquals(LinkSettings.to("mqtt://c"), second.broker());
    assertEquals(List.of(new IngestRule.Name("{place}/+", "n", "C")), second.names());
    assertEquals(List.of(new IngestRule.Limit("b/t", "x.y", 1.0, 2.5)), second.limits());
    assertEquals(folder.resolve("docs"), settings.documents());
    assertEquals(Path.of("/data"), settings.data());
    assertEquals(folder.resolve("m/own.gguf").toString(), settings.model());
    EngineLink engine = settings.engine();
    assertEquals("big", engine == null ? null : engine.model());
    assertEquals(EngineLink.GrammarField.LLAMA_CPP, engine == null ? null : engine.grammar());
    assertEquals(0.1, settings.errorRate());
    assertEquals(1024, settings.limits().payloadBytes());
    assertEquals(7, settings.limits().series());
    assertEquals(List.of("last_seen"), settings.diagnostics());
  }

  @Test
  void whatIsLeftOutIsUsual() {
    Settings settings = read("").build();
    assertEquals(Settings.builder().build(), settings);
    assertNull(settings.upstream());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "site: p\\ningset: [a]              | f.yaml:2: unknown key 'ingset': did you mean 'ingest'?",
        "coap:\\n  prot: 1                  | f.yaml:2: unknown key 'prot': did you mean 'port'?",
        "ingest:\\n- a/#\\n- filter: b\\n  formt: json"
            + " | f.yaml:4: unknown key 'formt': did you mean 'format'?",
        "protocols:\\n  trsut: []           | f.yaml:2: unknown key 'trsut': did you mean 'trust'?",
        "protocols: {trust: nobody}         | f.yaml:1: protocols.trust 'nobody' must be of type array",
        "protocols: {down: some}            | f.yaml:1: protocols.down 'some' must be one of all or asked or none",
        "coap: {zzzzzzzzzzzz: 1}            | f.yaml:1: unknown key 'zzzzzzzzzzzz': must be one of enabled, port, securePort, pskFile, certificates",
        "site: p\\nport: 70000              | f.yaml:2: port '70000' must be at most 65535",
        "port: x                            | f.yaml:1: port 'x' must be of type integer",
        "site: a/b                          | f.yaml:1: site 'a/b' must match ^[A-Za-z0-9_.-]{1,64}$",
        "\\n\\nloopback: maybe              | f.yaml:3: loopback 'maybe' must be one of operator or authenticated",
        "ingest:\\n  - format: json         | f.yaml:2: ingest.0 must have the key 'filter'",
        "\\nupstream: http://x              | f.yaml:2: upstream.url 'http://x' must be a URL that begins with mqtt:// or mqtts:// or tcp:// or ssl://",
        "ingest:\\n- a\\n- filter: b\\n  limits:\\n  - topic: c\\n    low: 2\\n    high: 1"
            + " | f.yaml:6: ingest.1.limits.0.low 2.0 must be at most high 1.0",
        "site: &s a\\nagent: *s             | f.yaml:2: '*s' must be written out: there are no aliases here",
        "errorRate: 0.9                     | f.yaml:1: errorRate '0.9' must be at most 0.5",
        "site: a\\nsite: b                  | f.yaml:2: Duplicate field 'site'",
        "site: [a                           | f.yaml:1: while parsing a flow sequence",
        "- a                                | f.yaml:1: the file must be of type object",
        "site: p\\nbind: 0.0.0.0            | f.yaml:2: bind '0.0.0.0' must be a loopback address unless tls and users are set, or insecure: true",
        "http:\\n  bind: 0.0.0.0            | f.yaml:2: http.bind '0.0.0.0' must be a loopback address unless insecure: true",
        "\\ncoap:\\n  certificates: true       | f.yaml:3: coap.certificates 'true' must come with users, tls.keystore and tls.truststore",
        "\\nloopback: authenticated         | f.yaml:2: loopback 'authenticated' must come with users",
        "tls:\\n  keystore: k\\n  clients: required | f.yaml:1: tls must have the key 'password' or 'passwordFile'",
        "limits:\\n  payloadBytes: 9000\\n  packetBytes: 5000"
            + " | f.yaml:3: limits.packetBytes 5000 must be 9000 to 268435460",
      })
  void aBrokenFileIsRefusedWithItsLineAndRule(String yaml, String problem) {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> read(yaml.replace("\\n", "\n")).build());
    assertEquals(problem, refused.problems().get(0));
  }

  @Test
  void everyProblemIsToldInTheOrderOfTheFile() {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> read("port: -1\nsiet: x\nsite: ''\n"));
    assertEquals(
        List.of(
            "f.yaml:1: port '-1' must be at least 0",
            "f.yaml:2: unknown key 'siet': did you mean 'site'?",
            "f.yaml:3: site '' must match ^[A-Za-z0-9_.-]{1,64}$"),
        refused.problems());
  }

  @Test
  void aFlagWinsOverTheFileAndItsErrorNamesTheField() {
    Settings settings =
        read("site: a\nport: 1\ningest: [x/#]\n")
            .site("b")
            .httpPort(0)
            .coapPort(0)
            .addIngest("y/#")
            .build();
    assertEquals("b", settings.site());
    assertEquals(1, settings.port());
    assertEquals(0, settings.http().port());
    assertEquals(
        List.of("x/#", "y/#"), settings.ingest().stream().map(IngestRule::filter).toList());
    SettingsException refused =
        assertThrows(SettingsException.class, () -> Settings.builder().site("a/b").build());
    assertTrue(refused.getMessage().startsWith("site 'a/b' must match"), refused.getMessage());
  }

  @Test
  void pathsBeginAtTheFileOrAtHome() {
    Settings settings = read("documents: docs\ndata: ~/parley\nmodel: builtin\n").build();
    assertEquals(FOLDER.resolve("docs"), settings.documents());
    assertEquals(Path.of(System.getProperty("user.home"), "parley"), settings.data());
    assertEquals("builtin", settings.model());
  }

  @Test
  void passwordsAreNeverShown() {
    assertFalse(LinkSettings.to("mqtt://u:secret@h").toString().contains("secret"));
    SettingsException refused =
        assertThrows(SettingsException.class, () -> read("tls: {keystore: k, password: [secret]}"));
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
  }

  private static SettingsBuilder read(String yaml) {
    return SettingsFile.read(YamlTree.of("f.yaml", FOLDER, yaml));
  }
}
