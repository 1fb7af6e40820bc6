package io.parley.node;

import io.parley.access.AccessRules;
import io.parley.access.Principal;
import io.parley.access.Role;
import io.parley.access.Who;
import io.parley.broker.Allowances;
import io.parley.coapentrance.Admission;
import io.parley.coapentrance.Outlet;
import io.parley.coapentrance.Peer;
import io.parley.config.Settings;
import io.parley.message.Ids;
import io.parley.mqtt.MqttFailure;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A peer has the rights, rates and quotas of the user that it proved to be, the same ones as over
 * MQTT. A key without a user of its name is a device's, since the operator gave it out; a
 * certificate without one is nobody's, as it is over MQTT.
 */
record CoapRights(Settings settings, AccessRules access, Allowances allowances)
    implements Admission {
  private static final int NOT_AUTHORIZED = 0x87;

  /** The rights that hold at a node's broker; an external broker knows no users of ours. */
  static Admission of(Settings settings, HomeBroker broker) {
    AccessRules access = broker.access();
    Allowances allowances = broker.allowances();
    return access == null || allowances == null
        ? Admission.LOCAL
        : new CoapRights(settings, access, allowances);
  }

  /**
   * Where what peers publish goes; an external broker takes it from a session of this node only.
   */
  static Outlet outlet(Admission rights, HomeBroker broker, MqttSession session) {
    return rights instanceof CoapRights known
        ? (peer, message) ->
            known
                .who(peer)
                .map(who -> broker.publish(who, message))
                .orElseGet(() -> CompletableFuture.failedFuture(nobody(message)))
        : (peer, message) -> session.publish(message).copy();
  }

  private static MqttFailure nobody(MqttMessage message) {
    return MqttFailure.refused("PUBLISH to " + message.topic(), NOT_AUTHORIZED);
  }

  @Override
  public String principal(Peer peer) {
    return who(peer).map(who -> who.principal().name()).orElse("");
  }

  @Override
  public boolean mayPublish(Peer peer, String topic) {
    return who(peer).filter(who -> access.rights().mayPublish(who, topic)).isPresent();
  }

  @Override
  public boolean maySubscribe(Peer peer, String filter) {
    return who(peer).filter(who -> access.rights().maySubscribe(who, filter)).isPresent();
  }

  @Override
  public boolean mayAsk(Peer peer, String subject) {
    return mayPublish(peer, new Topics(settings.root()).ask(settings.site(), subject));
  }

  @Override
  public Duration delay(Peer peer, int bytes, boolean question) {
    if (bytes == 0 && !question) {
      return Duration.ZERO;
    }
    return who(peer).map(who -> allowances.spend(who, bytes, question)).orElse(Duration.ZERO);
  }

  private Optional<Who> who(Peer peer) {
    return principalOf(peer).map(principal -> new Who(principal, peer.client()));
  }

  private Optional<Principal> principalOf(Peer peer) {
    if (!peer.secure()) {
      boolean operator = peer.loopback() && settings.loopback() == AccessRules.Loopback.OPERATOR;
      return operator ? Optional.of(Principal.LOCAL) : Optional.empty();
    }
    String identity = peer.identity();
    if (!Ids.valid(identity) || reserved(identity)) {
      return Optional.empty();
    }
    Optional<Principal> user = access.named(identity);
    return peer.certified() ? user : Optional.of(user.orElseGet(() -> device(identity)));
  }

  private static Principal device(String identity) {
    return new Principal(identity, Role.DEVICE, List.of(), List.of());
  }

  private static boolean reserved(String identity) {
    return identity.equals(Principal.LOCAL.name()) || identity.equals(Principal.NODE.name());
  }
}
