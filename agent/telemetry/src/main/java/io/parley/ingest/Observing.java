package io.parley.ingest;

import io.parley.knowledge.Ended;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Naming;
import io.parley.knowledge.Reading;
import io.parley.knowledge.Taken;
import io.parley.knowledge.Units;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The values of one message on their way to the knowledge: named, with unit and time. */
final class Observing implements PayloadReader.Sink {
  private final Knowledge knowledge;
  private final DeviceClocks clocks;
  private final Source source;
  private final String topic;
  private final @Nullable Instant at;
  private final Instant arrival;

  /**
   * What belongs to one filter.
   *
   * @param filter the filter
   * @param naming how its series are named
   * @param counter counts what comes by it
   */
  record Source(IngestFilter filter, Naming naming, FilterCounter counter) {}

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
    Availability availability = Availability.of(topic, path, value);
    if (availability != null) {
      available(path, value, availability);
      return;
    }
    Naming.Named named = source.naming().named(topic, inWords, source.filter().filter());
    String given = unit == null ? named.unit() : unit(unit);
    String ruled = source.naming().unit(topic, path).orElse(given);
    observe(path, named.name(), value, value instanceof Number ? ruled : null, stamp);
  }

  private static @Nullable String unit(String unit) {
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
    observe(path, name + " availability", value, null, null);
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
    Instant measured = clocks.measured(topic + " " + path, stamp, arrival, source.counter()::noted);
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
      knowledge.end(topic, path, how);
    }
  }

  @Override
  public void noted(Noted odd) {
    source.counter().noted(odd);
  }
}
