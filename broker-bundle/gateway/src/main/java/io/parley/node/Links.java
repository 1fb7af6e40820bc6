package io.parley.node;

import io.parley.config.LinkSettings;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.SessionOptions;
import io.parley.mqtt.TlsSettings;
import java.nio.file.Path;

/** Settings of a link become options of a session. */
final class Links {
  private Links() {}

  static SessionOptions options(LinkSettings link, String clientId) {
    BrokerUrl url = BrokerUrl.parse(link.url());
    if (link.user() != null && link.password() != null) {
      url = url.withUser(link.user(), link.password());
    }
    SessionOptions options = SessionOptions.of(url, clientId);
    Path truststore = link.truststore();
    String password = link.truststorePassword();
    if (truststore == null) {
      return options;
    }
    return options.withTls(
        password == null
            ? TlsSettings.trusting(truststore)
            : TlsSettings.trusting(truststore, password));
  }
}
