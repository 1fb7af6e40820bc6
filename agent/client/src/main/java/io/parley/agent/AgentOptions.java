package io.parley.agent;

import io.parley.message.Ids;
import io.parley.mqtt.TlsSettings;
import io.parley.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an agent connects; start from {@link #usual} or {@link #named}.
 *
 * @param agent its name; absent: the user name of the URL, else a random one
 * @param site the site to ask; absent: the path of the URL, else {@code plant1}
 * @param root the root of the topic tree
 * @param keepAlive how often a sign of life goes out, 1 s to 18 h
 * @param connectTimeout how long an attempt to connect may take
 * @param tls how an encrypted connection is checked
 * @param data where it keeps its epoch between starts; absent: nowhere
 * @param mostWork how many questions its experts may work on at once, 1..1,000
 */
public record AgentOptions(
    @Nullable String agent,
    @Nullable String site,
    String root,
    Duration keepAlive,
    Duration connectTimeout,
    TlsSettings tls,
    @Nullable Path data,
    int mostWork) {
  /** The site of an agent that was told none. */
  public static final String USUAL_SITE = "plant1";

  private static final int MOST_WORK = 64;

  public AgentOptions {
    if (agent != null) {
      Ids.require("agent", agent);
    }
    if (site != null) {
      Ids.require("site", site);
    }
    if (mostWork < 1 || mostWork > 1000) {
      throw new IllegalArgumentException("mostWork %d must lie in 1..1000".formatted(mostWork));
    }
  }

  /** Nothing said: names and site from the URL, Keep Alive 20 s. */
  public static AgentOptions usual() {
    return new AgentOptions(
        null,
        null,
        Topics.ROOT,
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        TlsSettings.OF_THE_JVM,
        null,
        MOST_WORK);
  }

  /** An agent of this name. */
  public static AgentOptions named(String agent) {
    return usual().withAgent(agent);
  }

  /** The same with this name. */
  public AgentOptions withAgent(String value) {
    return new AgentOptions(value, site, root, keepAlive, connectTimeout, tls, data, mostWork);
  }

  /** The same at this site. */
  public AgentOptions withSite(String value) {
    return new AgentOptions(agent, value, root, keepAlive, connectTimeout, tls, data, mostWork);
  }

  /** The same under this root. */
  public AgentOptions withRoot(String value) {
    return new AgentOptions(agent, site, value, keepAlive, connectTimeout, tls, data, mostWork);
  }

  /** The same with another Keep Alive. */
  public AgentOptions withKeepAlive(Duration value) {
    return new AgentOptions(agent, site, root, value, connectTimeout, tls, data, mostWork);
  }

  /** The same with another time to connect. */
  public AgentOptions withConnectTimeout(Duration value) {
    return new AgentOptions(agent, site, root, keepAlive, value, tls, data, mostWork);
  }

  /** The same with other TLS settings. */
  public AgentOptions withTls(TlsSettings value) {
    return new AgentOptions(agent, site, root, keepAlive, connectTimeout, value, data, mostWork);
  }

  /** The same, keeping what must last in this folder. */
  public AgentOptions withData(Path value) {
    return new AgentOptions(agent, site, root, keepAlive, connectTimeout, tls, value, mostWork);
  }

  String nameOr(@Nullable String user) {
    if (agent != null) {
      return agent;
    }
    return user != null && Ids.valid(user)
        ? user
        : "agent-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
