package io.parley.broker;

import io.parley.access.AccessRules;
import io.parley.access.Rights;
import io.parley.access.Users;
import io.parley.broker.BrokerListener.ClientCertificates;
import io.parley.broker.BrokerListener.Tls;
import io.parley.config.NodeLimits;
import io.parley.config.Settings;
import io.parley.config.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the embedded broker runs.
 *
 * @param listeners where it listens, at least one
 * @param data where sessions, queues and retained messages are kept (in Xodus, never the default
 *     file mode); null keeps them in memory and loses them at the end
 * @param limits what a client may cost
 */
public record BrokerSettings(
    List<BrokerListener> listeners, @Nullable Path data, BrokerLimits limits) {
  public BrokerSettings {
    listeners = List.copyOf(listeners);
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("listeners [] must hold at least one");
    }
  }

  /** In memory, plain TCP on this machine, with the usual limits. */
  public static BrokerSettings onLoopback(int port) {
    return new BrokerSettings(List.of(BrokerListener.loopback(port)), null, BrokerLimits.USUAL);
  }

  /**
   * What an operator's settings mean for the broker: plain MQTT on {@link Settings#plainBind()},
   * TLS on {@link Settings#bind()}.
   *
   * @param data as in {@link #data()}
   */
  public static BrokerSettings of(Settings settings, @Nullable Path data) {
    List<BrokerListener> listeners = new ArrayList<>();
    listeners.add(new BrokerListener(settings.plainBind(), settings.port(), null));
    TlsSettings tls = settings.tls();
    if (tls != null) {
      listeners.add(
          new BrokerListener(
              settings.bind(),
              tls.port(),
              new Tls(
                  tls.keystore(),
                  tls.password(),
                  tls.truststore(),
                  tls.truststorePassword(),
                  ClientCertificates.valueOf(tls.clients().name()))));
    }
    NodeLimits limits = settings.limits();
    return new BrokerSettings(
        listeners,
        data,
        new BrokerLimits(
            limits.packetBytes(),
            limits.payloadBytes(),
            BrokerLimits.USUAL.receiveMaximum(),
            limits.queuedMessages(),
            limits.connections(),
            limits.questionsPerSecond(),
            limits.bytesPerSecond(),
            limits.client()));
  }

  /**
   * Who may do what by an operator's settings.
   *
   * @param nodeName what the node is called among agents
   * @throws IllegalArgumentException naming the line of the password file that is wrong
   * @throws IOException if the password file cannot be read
   */
  public static AccessRules access(Settings settings, String nodeName) throws IOException {
    Path file = settings.users();
    Users users = file == null ? Users.NONE : Users.read(file, settings.grants());
    return new AccessRules(
        users, settings.loopback(), new Rights(settings.root(), settings.site()), nodeName);
  }
}
