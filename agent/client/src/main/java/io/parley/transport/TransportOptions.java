package io.parley.transport;

import io.parley.message.Ids;
import io.parley.mqtt.TlsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a transport needs to know.
 *
 * @param url where to connect
 * @param root the root of the topic tree
 * @param site the site to ask
 * @param agent this agent's name there
 * @param keepAlive how often a sign of life goes out, 1 s or more
 * @param connectTimeout how long an attempt may take
 * @param tls how an encrypted connection is checked
 * @param data where the agent keeps what must last; absent: nowhere
 */
public record TransportOptions(
    URI url,
    String root,
    String site,
    String agent,
    Duration keepAlive,
    Duration connectTimeout,
    TlsSettings tls,
    @Nullable Path data) {
  public TransportOptions {
    Ids.require("site", site);
    Ids.require("agent", agent);
  }
}
