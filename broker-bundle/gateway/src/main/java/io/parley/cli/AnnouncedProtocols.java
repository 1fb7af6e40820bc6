package io.parley.cli;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.protocol.Cid;
import io.parley.protocol.DocumentException;
import io.parley.protocol.ProtocolDocument;
import io.parley.topics.Address;
import io.parley.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What is announced on a broker, as its retained messages say. */
final class AnnouncedProtocols {
  private static final int MOST = 2_000;

  private final Topics topics;
  private final Map<Cid, String> documents = new ConcurrentHashMap<>();
  private final Map<Cid, String> states = new ConcurrentHashMap<>();
  private final Map<Cid, List<String>> beside = new ConcurrentHashMap<>();

  private AnnouncedProtocols(Topics topics) {
    this.topics = topics;
  }

  /** Reads all sites. */
  static AnnouncedProtocols read(MqttSession session, Topics topics) {
    AnnouncedProtocols announced = new AnnouncedProtocols(topics);
    session
        .subscribe(Subscription.to(topics.root() + "/+/protocol/#"), announced::take)
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
    Retained.areHere(session, topics);
    return announced;
  }

  private void take(MqttMessage message) {
    Address address = topics.parse(message.topic()).orElse(null);
    if (documents.size() >= MOST || message.payload().length > ProtocolDocument.MOST_BYTES) {
      return;
    }
    if (address instanceof Address.Protocol at) {
      if (new Cid(at.cid()).names(message.payload())) {
        documents.put(new Cid(at.cid()), new String(message.payload(), StandardCharsets.UTF_8));
      }
    } else if (address instanceof Address.Signature at) {
      note(at.cid(), "signed by " + at.keyId());
    } else if (address instanceof Address.Routine at) {
      note(at.cid(), "routine");
    } else if (address instanceof Address.ProtocolState at) {
      states.put(new Cid(at.cid()), state(message.payload()));
    }
  }

  private void note(String cid, String what) {
    beside.computeIfAbsent(new Cid(cid), c -> new ArrayList<>()).add(what);
  }

  private static String state(byte[] payload) {
    try {
      Object tree = new Trees(Limits.USUAL).fromJson(payload);
      return tree instanceof Map<?, ?> map ? String.valueOf(map.get("state")) : "unreadable";
    } catch (CodecException e) {
      return "unreadable";
    }
  }

  /** One line for each document, by name. */
  List<String> lines() {
    Map<String, String> lines = new TreeMap<>();
    documents.forEach(
        (cid, source) -> {
          String name;
          try {
            ProtocolDocument document =
                ProtocolDocument.read(source.getBytes(StandardCharsets.UTF_8));
            name = "%s %d".formatted(document.name(), document.version());
          } catch (DocumentException e) {
            name = "malformed (%s)".formatted(e.rule());
          }
          lines.put(
              name + cid,
              "%s  %s  %s  %s"
                  .formatted(
                      cid,
                      name,
                      states.getOrDefault(cid, "no state"),
                      String.join(", ", beside.getOrDefault(cid, List.of()))));
        });
    return List.copyOf(lines.values());
  }
}
