package io.parley.node;

import io.parley.access.AccessRules;
import io.parley.access.Principal;
import io.parley.access.Role;
import io.parley.access.Who;
import io.parley.coapentrance.Admission;
import io.parley.coapentrance.CoapEntrance;
import io.parley.coapentrance.CoapLimits;
import io.parley.coapentrance.CoapPorts;
import io.parley.coapentrance.CoapSettings;
import io.parley.coapentrance.Peer;
import io.parley.coapentrance.ProtocolDocuments;
import io.parley.coapentrance.PskKeys;
import io.parley.coapentrance.SecureSettings;
import io.parley.config.CoapDoor;
import io.parley.config.Settings;
import io.parley.gateway.Answering;
import io.parley.message.Ids;
import io.parley.mqtt.MqttSession;
import io.parley.topics.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The CoAP entrance of a node, with the rights that the same principal has over MQTT. */
final class CoapDoorway {
  private CoapDoorway() {}

  /** Opens it; plain on loopback, DTLS where there are keys. */
  static CoapEntrance open(
      Settings settings,
      NodePlace place,
      @Nullable AccessRules access,
      Answering answering,
      MqttSession session,
      ProtocolDocuments protocols,
      Clock clock) {
    CoapDoor door = settings.coap();
    String bind = settings.insecure() ? settings.bind() : "127.0.0.1";
    CoapSettings coap =
        new CoapSettings(
            settings.root(),
            settings.site(),
            new InetSocketAddress(bind, door.port()),
            secure(settings),
            CoapLimits.STANDARD,
            place.folder().resolve("coap"));
    CoapPorts ports =
        new CoapPorts(answering, session, admission(settings, access), protocols, clock);
    try {
      return CoapEntrance.open(coap, ports);
    } catch (IOException e) {
      throw new NodeException(
          "coap.port %d on %s cannot be bound: %s; `ss -lunp` shows who holds it, --coap-port takes another"
              .formatted(door.port(), bind, e.getMessage()),
          e);
    }
  }

  /** Where it listens, as URLs. */
  static List<String> addresses(CoapEntrance entrance) {
    List<String> urls = new ArrayList<>();
    entrance.plain().ifPresent(address -> urls.add(url("coap", address)));
    entrance.secure().ifPresent(address -> urls.add(url("coaps", address)));
    return urls;
  }

  private static String url(String scheme, InetSocketAddress address) {
    return "%s://%s:%d".formatted(scheme, address.getAddress().getHostAddress(), address.getPort());
  }

  private static @Nullable SecureSettings secure(Settings settings) {
    Path file = settings.coap().pskFile();
    return file == null
        ? null
        : new SecureSettings(
            new InetSocketAddress(settings.bind(), settings.coap().securePort()),
            PskKeys.of(keys(file)),
            null);
  }

  private static Map<String, byte[]> keys(Path file) {
    try {
      Map<String, byte[]> keys = new HashMap<>();
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        String[] parts = line.strip().split("\\s+");
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (parts.length != 2) {
          throw new NodeException(
              "coap.pskFile %s:%d must be IDENTITY KEY-IN-HEX".formatted(file, number));
        }
        keys.put(parts[0], HexFormat.of().parseHex(parts[1]));
      }
      return keys;
    } catch (IOException | IllegalArgumentException e) {
      throw new NodeException("coap.pskFile '%s' cannot be used: %s".formatted(file, e), e);
    }
  }

  private static Admission admission(Settings settings, @Nullable AccessRules access) {
    return access == null ? Admission.LOCAL : new ByRights(settings, access);
  }

  /** A peer has the rights that the user of its identity has; without an account, a device's. */
  private record ByRights(Settings settings, AccessRules access) implements Admission {
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
    public Duration delay(Peer peer, int bytes) {
      return Duration.ZERO;
    }

    private Optional<Who> who(Peer peer) {
      if (peer.secure()) {
        String identity = peer.identity();
        Optional<Principal> known = reserved(identity) ? Optional.empty() : access.named(identity);
        return Ids.valid(identity) && !reserved(identity)
            ? Optional.of(
                new Who(
                    known.orElseGet(
                        () -> new Principal(identity, Role.DEVICE, List.of(), List.of())),
                    peer.client()))
            : Optional.empty();
      }
      boolean operator = peer.loopback() && settings.loopback() == AccessRules.Loopback.OPERATOR;
      return operator ? Optional.of(new Who(Principal.LOCAL, peer.client())) : Optional.empty();
    }

    private static boolean reserved(String identity) {
      return identity.equals(Principal.LOCAL.name()) || identity.equals(Principal.NODE.name());
    }
  }
}
