package io.parley.node;

import io.parley.coapentrance.Admission;
import io.parley.coapentrance.CoapCounts;
import io.parley.coapentrance.CoapEntrance;
import io.parley.coapentrance.CoapLimits;
import io.parley.coapentrance.CoapPorts;
import io.parley.coapentrance.CoapSettings;
import io.parley.coapentrance.Outlet;
import io.parley.coapentrance.ProtocolDocuments;
import io.parley.config.CoapDoor;
import io.parley.config.Settings;
import io.parley.gateway.Answering;
import io.parley.metrics.Metrics;
import io.parley.mqtt.MqttSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The CoAP entrance of a node, with the rights that the same principal has over MQTT. */
final class CoapDoorway {
  private CoapDoorway() {}

  /** Opens it; plain on loopback, DTLS where there are keys. */
  static CoapEntrance open(
      Settings settings,
      NodePlace place,
      HomeBroker broker,
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
            CoapKeys.secure(settings),
            limits(settings),
            place.folder().resolve("coap"));
    Admission rights = CoapRights.of(settings, broker);
    Outlet outlet = CoapRights.outlet(rights, broker, session);
    CoapPorts ports = new CoapPorts(answering, session, outlet, rights, protocols, clock);
    try {
      return CoapEntrance.open(coap, ports);
    } catch (IOException e) {
      throw new NodeException(
          "coap.port %d on %s cannot be bound: %s; `ss -lunp` shows who holds it, --coap-port takes another"
              .formatted(door.port(), bind, e.getMessage()),
          e);
    }
  }

  /** A payload may be as large as over MQTT, within what a small board bears. */
  private static CoapLimits limits(Settings settings) {
    int bytes = settings.limits().payloadBytes();
    return CoapLimits.STANDARD.withPayload(Math.min(bytes, 65_536));
  }

  /** Shows what the entrance counts. */
  static void figures(Metrics metrics, CoapEntrance entrance) {
    Map<String, ToLongFunction<CoapCounts>> counters =
        Map.of(
            "requests", CoapCounts::requests,
            "published", CoapCounts::published,
            "asked", CoapCounts::asked,
            "refused", CoapCounts::refused,
            "limited", CoapCounts::limited,
            "challenged", CoapCounts::challenged,
            "malformed", CoapCounts::malformed,
            "dropped", CoapCounts::dropped,
            "handshakes", CoapCounts::handshakes,
            "handshakes_failed", CoapCounts::handshakesFailed);
    counters.forEach(
        (name, count) ->
            metrics.counter("coap_" + name, () -> count.applyAsLong(entrance.counts())));
    metrics.gauge("coap_observers", () -> entrance.counts().observers());
    metrics.gauge("coap_live_topics", () -> entrance.counts().liveTopics());
    metrics.gauge("coap_kept_answers", () -> entrance.counts().keptAnswers());
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
}
