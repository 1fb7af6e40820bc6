package io.parley.config;

import io.parley.access.AccessRules.Loopback;
import io.parley.access.Users.Grant;
import io.parley.message.Ids;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an operator sets for a gateway or a hub.
 *
 * @param site the site
 * @param agent the name of this node; null: made from tier and host
 * @param root the first levels of every topic of ours
 * @param bind where the embedded broker listens
 * @param port of MQTT without TLS; open on loopback, elsewhere only if {@code insecure}
 * @param tls MQTT over TLS; null: none
 * @param users the password file; null: nobody has an account
 * @param grants further rights of users
 * @param loopback what a client on this machine needs
 * @param insecure whether to listen beyond this machine without TLS and authentication
 * @param coap the CoAP entrance
 * @param http metrics, page and API
 * @param broker an external broker to use; null: the embedded one
 * @param upstream the next node up; null: none
 * @param share whether facts travel up with a question
 * @param protocols which protocols of others are taken
 * @param ingest telemetry to read
 * @param documents a folder of text to answer from; null: none
 * @param data where this node keeps what must last; null: the usual place of this user
 * @param model a file, a name of the catalogue, {@code builtin} or {@code none}
 * @param engine a model behind HTTP instead; null: none
 * @param replies topic filters that answers may go to, beside {@code answer/}
 * @param errorRate the share of wrong answers given as sure that is accepted, 0.001 to 0.5
 * @param limits what this node takes on
 * @param diagnostics names of values that are no candidates unless named; null: the shipped list
 * @param secretFiles files that secrets were read from
 */
public record Settings(
    String site,
    @Nullable String agent,
    String root,
    String bind,
    int port,
    @Nullable TlsSettings tls,
    @Nullable Path users,
    List<Grant> grants,
    Loopback loopback,
    boolean insecure,
    CoapDoor coap,
    HttpDoor http,
    @Nullable LinkSettings broker,
    @Nullable LinkSettings upstream,
    boolean share,
    ProtocolRules protocols,
    List<IngestRule> ingest,
    @Nullable Path documents,
    @Nullable Path data,
    String model,
    @Nullable EngineLink engine,
    List<String> replies,
    double errorRate,
    NodeLimits limits,
    @Nullable List<String> diagnostics,
    List<Path> secretFiles) {
  /** The site of a node that was told none. */
  public static final String USUAL_SITE = "plant1";

  /** The root of a node that was told none. */
  public static final String USUAL_ROOT = "parley/v1";

  /** The MQTT port of a node that was told none. */
  public static final int USUAL_PORT = 1883;

  public Settings {
    Ids.require("site", site);
    if (agent != null) {
      Ids.require("agent", agent);
    }
    requireRoot(root);
    Rules.port("port", port);
    if (!Rules.loopback(bind) && !insecure && (tls == null || users == null)) {
      throw new IllegalArgumentException(
          "bind '%s' must be a loopback address unless tls and users are set, or insecure: true"
              .formatted(bind));
    }
    if (!Rules.loopback(http.bind()) && !insecure) {
      throw new IllegalArgumentException(
          "http.bind '%s' must be a loopback address unless insecure: true".formatted(http.bind()));
    }
    if (coap.certificates() && (tls == null || tls.truststore() == null || users == null)) {
      throw new IllegalArgumentException(
          "coap.certificates 'true' must come with users, tls.keystore and tls.truststore");
    }
    if (users == null && loopback == Loopback.AUTHENTICATED && tls == null) {
      throw new IllegalArgumentException("loopback 'authenticated' must come with users");
    }
    if (users == null && !grants.isEmpty()) {
      throw new IllegalArgumentException(
          "grants for '%s' must come with users".formatted(grants.get(0).user()));
    }
    if (!(errorRate >= 0.001 && errorRate <= 0.5)) {
      throw new IllegalArgumentException("errorRate %s must be 0.001 to 0.5".formatted(errorRate));
    }
    grants = List.copyOf(grants);
    ingest = List.copyOf(ingest);
    replies = List.copyOf(replies);
    secretFiles = List.copyOf(secretFiles);
    diagnostics = diagnostics == null ? null : List.copyOf(diagnostics);
  }

  /** A builder that holds what is usual: a gateway for this machine only. */
  public static SettingsBuilder builder() {
    return new SettingsBuilder();
  }

  /** Whether the embedded broker listens beyond this machine. */
  public boolean reachable() {
    return !Rules.loopback(bind);
  }

  /**
   * Where MQTT without TLS listens: {@code bind}, but only this machine where TLS is what others
   * are to use.
   */
  public String plainBind() {
    return Rules.loopback(bind) || insecure ? bind : "127.0.0.1";
  }

  private static void requireRoot(String root) {
    boolean ids = java.util.Arrays.stream(root.split("/", -1)).allMatch(Ids::valid);
    if (!ids || root.split("/", -1).length > 3) {
      throw new IllegalArgumentException(
          "root '%s' must be 1 to 3 levels of %s".formatted(root, Ids.PATTERN));
    }
  }
}
