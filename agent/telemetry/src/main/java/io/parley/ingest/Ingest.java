package io.parley.ingest;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.knowledge.Description;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Naming;
import io.parley.knowledge.Reading;
import io.parley.message.Shown;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of existing stacks and makes them series of the {@link Knowledge}. Whatever
 * comes in, it never throws: what cannot be read is counted for its filter and said once in ten
 * minutes. Safe for any thread.
 */
public final class Ingest {
  private static final Logger LOGGER = LoggerFactory.getLogger(Ingest.class);
  private static final Set<String> COMMANDS = Set.of("set", "get", "cmd", "cmnd", "command");
  private static final Map<String, String> ZIGBEE_UNITS =
      Map.of("power", "W", "energy", "kWh", "current", "A");
  private static final int MOST_DISCOVERIES = 20_000;

  private final IngestSettings settings;
  private final Knowledge knowledge;
  private final Clock clock;
  private final Trees definitions;
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Map<String, List<Description>> discovered = new ConcurrentHashMap<>();

  /** One filter with what belongs to it. */
  private record Source(
      IngestFilter filter,
      Naming naming,
      FilterCounter counter,
      PayloadReader reader,
      Sparkplug sparkplug) {}

  /**
   * One for all filters of the settings.
   *
   * @param knowledge where the values go
   * @param clock gives the time of messages that do not say it themselves
   */
  public Ingest(IngestSettings settings, Knowledge knowledge, Clock clock) {
    this.settings = settings;
    this.knowledge = knowledge;
    this.clock = clock;
    definitions = new Trees(new Limits(settings.mostDefinitionBytes(), CborTree.DEEPEST));
    for (IngestFilter filter : settings.filters()) {
      sources.put(filter.filter(), source(filter));
    }
  }

  private Source source(IngestFilter filter) {
    Naming naming = new Naming(filter.naming());
    return new Source(
        filter,
        naming,
        new FilterCounter(filter.filter()),
        new PayloadReader(settings),
        new Sparkplug());
  }

  /**
   * Takes one message.
   *
   * @param filter the filter of the settings that it came by
   * @param contentType its Content Type; absent if it has none
   * @param retained whether it was retained: then its age is unknown
   * @throws IllegalArgumentException if the settings have no such filter
   */
  public void accept(
      String filter, String topic, byte[] payload, @Nullable String contentType, boolean retained) {
    Source source = sources.get(filter);
    if (source == null) {
      throw new IllegalArgumentException(
          "filter '%s' must be one of %s".formatted(Shown.shortened(filter), sources.keySet()));
    }
    source.counter().message();
    Instant now = clock.instant();
    try {
      if (silent(topic)) {
        source.counter().ignored();
      } else if (!described(source, topic, payload)) {
        read(source, topic, payload, contentType, retained ? null : now, now);
      }
    } catch (UnreadableException e) {
      unreadable(source, topic, e, now);
    } catch (CodecException e) {
      unreadable(source, topic, UnreadableException.of(e), now);
    }
  }

  /** What came by each filter since the start. */
  public List<IngestCount> counts() {
    return sources.values().stream().map(source -> source.counter().count()).toList();
  }

  private void unreadable(Source source, String topic, UnreadableException e, Instant now) {
    source
        .counter()
        .unreadable(e.kind(), now)
        .ifPresent(
            count ->
                LOGGER.warn(
                    "ingest {}: {} message(s) {} so far, last on {}: {}",
                    source.filter().filter(),
                    count,
                    e.kind().word(),
                    Shown.shortened(topic),
                    Shown.shortened(String.valueOf(e.getMessage()))));
  }

  /** Parley's own topics, the broker's, commands, and what a bridge says about itself. */
  private boolean silent(String topic) {
    String root = settings.root();
    String last = topic.substring(topic.lastIndexOf('/') + 1);
    String bridge = settings.zigbeeBase() + "/bridge/";
    return topic.equals(root)
        || topic.startsWith(root + "/")
        || topic.startsWith("$")
        || COMMANDS.contains(last)
        || (topic.startsWith(bridge) && !topic.equals(bridge + "devices"))
        || topic.equals(settings.discoveryPrefix() + "/status")
        || topic.startsWith("spBv1.0/STATE/");
  }

  /** Takes what describes series rather than being one; says whether it was such. */
  private boolean described(Source source, String topic, byte[] payload)
      throws CodecException, UnreadableException {
    if (Sparkplug.covers(topic)) {
      sparkplug(source, topic, payload);
      return true;
    }
    if (topic.equals(settings.zigbeeBase() + "/bridge/devices")) {
      Zigbee.descriptions(settings.zigbeeBase(), definitions.fromJson(payload)).stream()
          .flatMap(said -> Fitting.of(said).stream())
          .forEach(knowledge::describe);
      return true;
    }
    if (HomeAssistant.discovers(topic, settings.discoveryPrefix())) {
      discover(source, topic, payload);
      return true;
    }
    if (Homie.attribute(topic)) {
      Homie homie = new Homie(source.naming(), knowledge);
      if (topic.endsWith("/$description")) {
        homie.describe(topic, definitions.fromJson(payload));
      } else if (payload.length > Reading.LONGEST_TEXT
          || !homie.take(topic, definitions.text(payload))) {
        source.counter().ignored();
      }
      return true;
    }
    return false;
  }

  private void sparkplug(Source source, String topic, byte[] payload) throws UnreadableException {
    bounded(topic);
    if (payload.length > settings.mostDefinitionBytes()) {
      throw new UnreadableException(
          Unreadable.OVERSIZE,
          "payload of %d bytes must be at most %d"
              .formatted(payload.length, settings.mostDefinitionBytes()));
    }
    source
        .sparkplug()
        .read(
            topic,
            payload,
            settings.mostValues(),
            (data, metric, value, unit, at) -> {
              String name =
                  Fitting.name(source.naming().name(data, metric, source.filter().filter()));
              String ruled = source.naming().unit(data, metric).orElse(unit);
              knowledge.observe(new Reading(data, metric, name, value, ruled, at));
              source.counter().value();
            });
  }

  private static void bounded(String topic) throws UnreadableException {
    if (topic.length() > Reading.LONGEST_NAME) {
      throw new UnreadableException(
          Unreadable.TOO_LONG,
          "topic must be at most %d characters".formatted(Reading.LONGEST_NAME));
    }
  }

  private void discover(Source source, String topic, byte[] payload) throws CodecException {
    List<Description> before = discovered.remove(topic);
    if (before != null) {
      before.forEach(old -> knowledge.forgetDescription(old.topic(), old.path()));
    }
    if (payload.length == 0 || discovered.size() >= MOST_DISCOVERIES) {
      return;
    }
    if (definitions.fromJson(payload) instanceof Map<?, ?> config) {
      List<Description> found =
          new HomeAssistant(source.naming())
              .descriptions(topic, settings.discoveryPrefix(), config).stream()
                  .flatMap(said -> Fitting.of(said).stream())
                  .toList();
      found.forEach(knowledge::describe);
      discovered.put(topic, found);
    }
  }

  /** Zigbee2MQTT gives these in the same units for all devices. */
  private @Nullable String zigbeeUnit(String topic, String path) {
    return topic.startsWith(settings.zigbeeBase() + "/") ? ZIGBEE_UNITS.get(path) : null;
  }

  private void read(
      Source source,
      String topic,
      byte[] payload,
      @Nullable String contentType,
      @Nullable Instant at,
      Instant now)
      throws UnreadableException, CodecException {
    bounded(topic);
    source
        .reader()
        .read(
            source.filter().format(),
            payload,
            contentType,
            now,
            (path, inWords, value, unit, ownTime) -> {
              String name =
                  Fitting.name(source.naming().name(topic, inWords, source.filter().filter()));
              String given = unit == null ? zigbeeUnit(topic, path) : Fitting.unit(unit);
              String ruled = source.naming().unit(topic, path).orElse(given);
              knowledge.observe(
                  new Reading(topic, path, name, value, ruled, ownTime == null ? at : ownTime));
              source.counter().value();
            });
  }
}
