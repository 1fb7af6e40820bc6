package io.parley.config;

import io.parley.access.AccessRules.Loopback;
import io.parley.access.Users.Grant;
import io.parley.calibration.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings as they come together: first what is usual, then the file, then the flags; the later
 * wins. One method for each flag and key.
 */
public final class SettingsBuilder {
  private String site = Settings.USUAL_SITE;
  private @Nullable String agent;
  private String root = Settings.USUAL_ROOT;
  private String bind = "127.0.0.1";
  private int port = Settings.USUAL_PORT;
  private @Nullable TlsSettings tls;
  private @Nullable Path users;
  private List<Grant> grants = List.of();
  private Loopback loopback = Loopback.OPERATOR;
  private boolean insecure;
  private CoapDoor coap = CoapDoor.USUAL;
  private HttpDoor http = HttpDoor.USUAL;
  private @Nullable LinkSettings broker;
  private @Nullable LinkSettings upstream;
  private boolean share = true;
  private ProtocolRules protocols = ProtocolRules.USUAL;
  private List<IngestRule> ingest = List.of();
  private @Nullable Path documents;
  private @Nullable Path data;
  private String model = "builtin";
  private @Nullable EngineLink engine;
  private List<String> replies = List.of();
  private double errorRate = Calibration.USUAL_ERROR_RATE;
  private NodeLimits limits = NodeLimits.USUAL;
  private @Nullable List<String> diagnostics;
  private List<Path> secretFiles = List.of();
  private @Nullable YamlTree file;

  SettingsBuilder() {}

  public SettingsBuilder site(String value) {
    site = value;
    return this;
  }

  public SettingsBuilder agent(String value) {
    agent = value;
    return this;
  }

  public SettingsBuilder root(String value) {
    root = value;
    return this;
  }

  public SettingsBuilder bind(String value) {
    bind = value;
    return this;
  }

  public SettingsBuilder port(int value) {
    port = value;
    return this;
  }

  public SettingsBuilder tls(TlsSettings value) {
    tls = value;
    return this;
  }

  public SettingsBuilder users(Path value) {
    users = value;
    return this;
  }

  public SettingsBuilder grants(List<Grant> value) {
    grants = value;
    return this;
  }

  public SettingsBuilder loopback(Loopback value) {
    loopback = value;
    return this;
  }

  public SettingsBuilder insecure(boolean value) {
    insecure = value;
    return this;
  }

  public SettingsBuilder coap(CoapDoor value) {
    coap = value;
    return this;
  }

  /** The flag {@code --coap-port}: also opens the entrance. */
  public SettingsBuilder coapPort(int value) {
    coap = coap.withEnabled(true).withPort(value);
    return this;
  }

  public SettingsBuilder http(HttpDoor value) {
    http = value;
    return this;
  }

  /** The flag {@code --http-port}: also opens HTTP. */
  public SettingsBuilder httpPort(int value) {
    http = http.withEnabled(true).withPort(value);
    return this;
  }

  public SettingsBuilder broker(LinkSettings value) {
    broker = value;
    return this;
  }

  public SettingsBuilder upstream(LinkSettings value) {
    upstream = value;
    return this;
  }

  /** No upstream, whatever was set: what makes a hub. */
  public SettingsBuilder withoutUpstream() {
    upstream = null;
    return this;
  }

  public SettingsBuilder share(boolean value) {
    share = value;
    return this;
  }

  public SettingsBuilder protocols(ProtocolRules value) {
    protocols = value;
    return this;
  }

  public SettingsBuilder ingest(List<IngestRule> value) {
    ingest = value;
    return this;
  }

  /** The flag {@code --ingest}: adds a filter on this node's own broker. */
  public SettingsBuilder addIngest(String filter) {
    List<IngestRule> more = new ArrayList<>(ingest);
    more.add(IngestRule.of(filter));
    ingest = more;
    return this;
  }

  public SettingsBuilder documents(Path value) {
    documents = value;
    return this;
  }

  public SettingsBuilder data(Path value) {
    data = value;
    return this;
  }

  public SettingsBuilder model(String value) {
    model = value;
    return this;
  }

  public SettingsBuilder engine(EngineLink value) {
    engine = value;
    return this;
  }

  public SettingsBuilder replies(List<String> value) {
    replies = value;
    return this;
  }

  public SettingsBuilder errorRate(double value) {
    errorRate = value;
    return this;
  }

  public SettingsBuilder limits(NodeLimits value) {
    limits = value;
    return this;
  }

  public SettingsBuilder diagnostics(List<String> value) {
    diagnostics = value;
    return this;
  }

  SettingsBuilder secretFiles(List<Path> value) {
    secretFiles = value;
    return this;
  }

  SettingsBuilder from(YamlTree value) {
    file = value;
    return this;
  }

  /**
   * The settings.
   *
   * @throws SettingsException naming field, value and rule, and the line where the file set it
   */
  public Settings build() {
    try {
      return new Settings(
          site,
          agent,
          root,
          bind,
          port,
          tls,
          users,
          grants,
          loopback,
          insecure,
          coap,
          http,
          broker,
          upstream,
          share,
          protocols,
          ingest,
          documents,
          data,
          model,
          engine,
          replies,
          errorRate,
          limits,
          diagnostics,
          secretFiles);
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      throw new SettingsException(file == null ? problem : file.at(problem));
    }
  }
}
