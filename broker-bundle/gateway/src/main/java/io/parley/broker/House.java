package io.parley.broker;

import com.hivemq.bootstrap.ClientConnectionContext;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.parameter.ClientBasedInput;
import com.hivemq.extensions.client.parameter.ConnectionAttributes;
import io.parley.access.AccessRules;
import io.parley.access.Principal;
import io.parley.access.Rights;
import io.parley.access.Who;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all the doors of one broker share. Who a connection belongs to is kept in the connection's
 * own attributes, so that a second one under the same client id never speaks with the first one's
 * rights.
 */
final class House {
  private static final String PRINCIPAL = "parley.principal";
  private static final int SECRET_BYTES = 24;

  private final AccessRules access;
  private final BrokerLimits limits;
  private final BrokerEvents events;
  private final Claims claims;
  private final Allowances allowances;
  private final BoundLog bounds;
  private final LongSupplier nanoTime;
  private final String secret;
  private volatile boolean open;

  House(AccessRules access, BrokerLimits limits, BrokerEvents events, LongSupplier nanoTime) {
    this.access = access;
    this.limits = limits;
    this.events = events;
    this.nanoTime = nanoTime;
    this.claims = new Claims(limits.connections() * 2);
    this.allowances = new Allowances(limits, nanoTime);
    this.bounds = new BoundLog(events, nanoTime.getAsLong());
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    this.secret = HexFormat.of().formatHex(random);
  }

  AccessRules access() {
    return access;
  }

  Rights rights() {
    return access.rights();
  }

  BrokerLimits limits() {
    return limits;
  }

  BrokerEvents events() {
    return events;
  }

  Claims claims() {
    return claims;
  }

  Allowances allowances() {
    return allowances;
  }

  BoundLog bounds() {
    return bounds;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** What this node's own clients give as their password; new at every start. */
  String secret() {
    return secret;
  }

  boolean open() {
    return open;
  }

  void open(boolean now) {
    open = now;
  }

  void admit(ConnectionInformation connection, Principal principal) {
    connection.getConnectionAttributeStore().putAsString(PRINCIPAL, principal.name());
  }

  /** Whether what this connection sends is counted before anything is done with it. */
  static boolean throttled(ConnectionInformation connection) {
    return connection.getConnectionAttributeStore().get(InboundThrottle.MARK).isPresent();
  }

  /** The name of the principal that was let in by this connection; null: nobody was. */
  static @Nullable String principal(ClientConnectionContext connection) {
    ConnectionAttributes attributes = connection.getConnectionAttributes();
    return attributes == null
        ? null
        : attributes
            .get(PRINCIPAL)
            .map(name -> StandardCharsets.UTF_8.decode(name).toString())
            .orElse(null);
  }

  /** Who sends this; empty if nobody let it in, which no packet of a client can be. */
  Optional<Who> who(ClientBasedInput input) {
    return input
        .getConnectionInformation()
        .getConnectionAttributeStore()
        .getAsString(PRINCIPAL)
        .flatMap(access::named)
        .map(principal -> new Who(principal, input.getClientInformation().getClientId()));
  }
}
