package io.parley.ingest;

import io.parley.knowledge.Description;
import io.parley.knowledge.Ended;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Naming;
import io.parley.knowledge.Reading;
import io.parley.knowledge.Taken;
import io.parley.knowledge.Units;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one message on their way to the knowledge: named, with unit and time. */
final class Observing implements PayloadReader.Sink {
  private static final int LONGEST_SELECTOR = 100;

  private final Knowledge knowledge;
  private final DeviceClocks clocks;
  private final Source source;
  private final String topic;
  private final @Nullable Instant at;
  private final Instant arrival;

  /** Which of several devices on one topic the message is of; empty: the topic has one. */
  private String selector = "";

  private String selectorInWords = "";

  /**
   * What belongs to one filter.
   *
   * @param filter the filter
   * @param naming how its series are named
   * @param counter counts what comes by it
   * @param stacks the units of stacks
   * @param zigbee the bases of Zigbee2MQTT
   * @param home the availability topics of discovery
   */
  record Source(
      IngestFilter filter,
      Naming naming,
      FilterCounter counter,
      StackUnits stacks,
      ZigbeeBases zigbee,
      HomeAvailability home) {}

  /**
   * @param at when what has no time of its own was measured; absent if that is unknown
   * @param arrival when the message came
   */
  Observing(
      Knowledge knowledge,
      DeviceClocks clocks,
      Source source,
      String topic,
      @Nullable Instant at,
      Instant arrival) {
    this.knowledge = knowledge;
    this.clocks = clocks;
    this.source = source;
    this.topic = topic;
    this.at = at;
    this.arrival = arrival;
  }

  @Override
  public void value(
      String path, String inWords, Object value, @Nullable String unit, @Nullable Instant stamp) {
    source.home().take(topic, path, value, knowledge, at);
    Availability availability = Availability.of(topic, path, value);
    if (availability != null) {
      available(path, value, availability);
      return;
    }
    Copies copies = Copies.of(topic, path);
    if (copies == null) {
      String told = selector.isEmpty() ? inWords : selectorInWords + inWords;
      named(topic, selector + path, told, value, unit, stamp);
      return;
    }
    Copies.Place place = copies.series(topic, path, knowledge);
    if (place != null) {
      String told = copies.told() == null ? place.path() : copies.told();
      on(place.topic())
          .named(
              copies.told() == null ? place.topic() : Tasmota.device(place.topic()),
              place.path(),
              told,
              value,
              unit,
              stamp);
    }
  }

  private void named(
      String told,
      String path,
      String inWords,
      Object value,
      @Nullable String unit,
      @Nullable Instant stamp) {
    boolean number = value instanceof Number;
    if (value instanceof String text ? beside(path, text) : fahrenheit(path)) {
      return;
    }
    String words = zigbee() ? Zigbee.inWords(inWords) : inWords;
    Naming.Named named = source.naming().named(told, words, source.filter().filter(), number);
    String given = unit == null && number ? stackUnit(path) : unit(unit);
    String known = given == null ? named.unit() : given;
    String ruled = source.naming().unit(topic, path).orElse(known);
    observe(path, named.name(), value, number ? ruled : null, stamp);
  }

  /** Whether the same temperature stands beside it in degrees Celsius: Shelly says both. */
  private boolean fahrenheit(String path) {
    boolean named = path.isEmpty() && topic.endsWith("temperature_f");
    return named
        && (topic.startsWith("shellies/")
            || knowledge.knows(topic.substring(0, topic.length() - 2), ""));
  }

  /**
   * Takes a text that tells about the topics beside it, or again what they tell; whether it did.
   */
  private boolean beside(String path, String text) {
    if (SourceNames.onTopic(topic, path, text, source.naming())) {
      return true;
    }
    int slash = topic.lastIndexOf('/') + 1;
    String last = topic.substring(slash);
    if (last.equals("action") && slash > 1) {
      // Zigbee2MQTT says an action in the state of its device too.
      return path.isEmpty() && knowledge.knows(topic.substring(0, slash - 1), "action");
    }
    boolean unit = last.equals("unit_of_measurement") || last.equals("unit");
    if (!unit || !path.isEmpty() || !Units.known(text)) {
      return false;
    }
    for (String sibling : List.of("state", "value")) {
      Fitting.of(
              new Description(topic.substring(0, slash) + sibling, "", null, null, text, Map.of()))
          .ifPresent(knowledge::describe);
    }
    return true;
  }

  private @Nullable String stackUnit(String path) {
    return zigbee() ? StackUnits.ofZigbee(path) : source.stacks().of(topic, path);
  }

  private boolean zigbee() {
    return source.zigbee().covers(topic);
  }

  @Override
  public void tree(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> map && map.get("model") instanceof String model) {
      String id = String.valueOf(map.get("id"));
      if (map.get("id") != null
          && model.length() + id.length() < LONGEST_SELECTOR
          && !topic.contains(id)) {
        selector = "[model=%s,id=%s].".formatted(model, id);
        selectorInWords = model.replace('.', ' ') + " " + id + ".";
      }
    }
    if (!source.zigbee().covers(topic)) {
      SourceNames.inPayload(topic, tree, source.naming());
    }
  }

  private static @Nullable String unit(@Nullable String unit) {
    String fitting = Fitting.unit(unit);
    return fitting == null ? null : Units.normal(fitting);
  }

  /** The same for series of another topic: Sparkplug's have that of their data messages. */
  Observing on(String other) {
    return new Observing(knowledge, clocks, source, other, at, arrival);
  }

  /** Takes a birth or a death of a Sparkplug node or device. */
  void session(Sparkplug.Session session) {
    for (String device : session.topics()) {
      if (session.alive()) {
        knowledge.online(device);
      } else {
        knowledge.offline(device, topic, at);
      }
    }
  }

  /** Takes what tells whether a device is there: a series, and the end of the others of it. */
  private void available(String path, Object value, Availability said) {
    String device = said.devices().get(0);
    String name = source.naming().name(device, "", source.filter().filter());
    String shown = name.equals("value") ? device.replace('/', ' ').toLowerCase(Locale.ROOT) : name;
    if (said.first(topic, knowledge)) {
      observe(path, shown + " availability", value, null, null);
    }
    available(said);
  }

  /** Takes Homie's state of a device. */
  void homie(String device, String state) {
    String word = state.strip();
    if (word.isEmpty()) {
      knowledge.endTopic(topic, new Ended(Ended.Why.REMOVED, at));
      return;
    }
    if (word.length() <= Reading.LONGEST_TEXT) {
      String name = source.naming().name(device, "", source.filter().filter());
      observe("", name + " availability", word, null, null);
    }
    available(Availability.ofHomie(device, word));
  }

  private void available(Availability said) {
    Boolean online = said.online();
    if (online != null) {
      for (String device : said.devices()) {
        if (online) {
          knowledge.online(device);
        } else {
          knowledge.offline(device, topic, at);
        }
      }
    }
  }

  /** Takes a value of this name. */
  void observe(
      String path, String name, Object value, @Nullable String unit, @Nullable Instant stamp) {
    Instant measured =
        stamp == null
            ? null
            : clocks.measured(topic + " " + path, stamp, arrival, source.counter()::noted);
    Taken taken =
        knowledge.observe(
            new Reading(
                topic, path, Fitting.name(name), value, unit, measured == null ? at : measured));
    if (taken == Taken.LATE) {
      source.counter().noted(Noted.LATE);
    }
    source.counter().value();
  }

  @Override
  public void none(String path, Ended.Why why) {
    Ended how = new Ended(why, at);
    if (path.isEmpty()) {
      knowledge.endTopic(topic, how);
    } else {
      knowledge.end(topic, selector + path, how);
    }
  }

  @Override
  public void noted(Noted odd) {
    source.counter().noted(odd);
  }
}
