package io.parley.ingest;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.knowledge.Description;
import io.parley.knowledge.Ended;
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
  private static final int MOST_DISCOVERIES = 20_000;

  private final IngestSettings settings;
  private final Knowledge knowledge;
  private final Clock clock;
  private final Trees definitions;
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Map<String, List<Description>> discovered = new ConcurrentHashMap<>();
  private final DeviceClocks clocks = new DeviceClocks();
  private final HomeAvailability availability = new HomeAvailability();
  private final StackUnits stacks = new StackUnits();
  private final ZigbeeBases zigbees;

  /** Names of Home Assistant's devices by their identifiers. */
  private final Map<String, String> devices = new ConcurrentHashMap<>();

  /** One filter with what reads its messages. */
  private record Source(Observing.Source of, PayloadReader reader, Sparkplug sparkplug) {
    FilterCounter counter() {
      return of.counter();
    }

    Naming naming() {
      return of.naming();
    }
  }

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
    zigbees = new ZigbeeBases(settings.zigbeeBase());
    definitions = new Trees(new Limits(settings.mostDefinitionBytes(), CborTree.DEEPEST));
    for (IngestFilter filter : settings.filters()) {
      sources.put(filter.filter(), source(filter));
    }
  }

  private Source source(IngestFilter filter) {
    return new Source(
        new Observing.Source(
            filter,
            new Naming(filter.naming()),
            new FilterCounter(filter.filter()),
            stacks,
            zigbees,
            availability),
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
      } else {
        take(source, topic, payload, contentType, retained ? null : now, now);
      }
    } catch (UnreadableException e) {
      unreadable(source, topic, e, now);
    } catch (CodecException e) {
      unreadable(source, topic, UnreadableException.of(e), now);
    } catch (RuntimeException e) {
      // A message that is not understood costs itself, never its listener.
      unreadable(source, topic, new UnreadableException(Unreadable.MALFORMED, e.toString()), now);
    }
  }

  private void take(
      Source source,
      String topic,
      byte[] payload,
      @Nullable String contentType,
      @Nullable Instant at,
      Instant now)
      throws UnreadableException, CodecException {
    bounded(topic);
    Observing observing = new Observing(knowledge, clocks, source.of(), topic, at, now);
    if (!described(source, topic, payload, observing)) {
      source.reader().read(source.of().filter().format(), payload, contentType, now, observing);
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
                    source.of().filter().filter(),
                    count,
                    e.kind().word(),
                    Shown.shortened(topic),
                    Shown.shortened(String.valueOf(e.getMessage()))));
  }

  /** Parley's own topics, the broker's, commands, and what a bridge says about itself. */
  private boolean silent(String topic) {
    String root = settings.root();
    String last = topic.substring(topic.lastIndexOf('/') + 1);
    boolean bridge = zigbees.bridge(topic);
    return topic.equals(root)
        || topic.startsWith(root + "/")
        || topic.startsWith("$")
        || COMMANDS.contains(last)
        || (bridge && !ZigbeeBases.list(topic) && !topic.endsWith("/bridge/state"))
        || topic.equals(settings.discoveryPrefix() + "/status")
        || topic.startsWith("spBv1.0/STATE/");
  }

  /** Takes what describes series rather than being one; says whether it was such. */
  private boolean described(Source source, String topic, byte[] payload, Observing observing)
      throws CodecException, UnreadableException {
    if (Sparkplug.covers(topic)) {
      sparkplug(source, topic, payload, observing);
      return true;
    }
    if (ZigbeeBases.list(topic)) {
      zigbee(source, ZigbeeBases.base(topic), definitions.fromJson(payload), observing);
      return true;
    }
    if (HomeAssistant.discovers(topic, settings.discoveryPrefix())) {
      discover(source, topic, payload, observing);
      return true;
    }
    if (Homie.attribute(topic)) {
      Homie homie = new Homie(source.naming(), knowledge);
      if (topic.endsWith("/$state")) {
        observing.homie(topic.substring(0, topic.lastIndexOf('/')), definitions.text(payload));
      } else if (topic.endsWith("/$description")) {
        homie.describe(topic, definitions.fromJson(payload));
      } else if (payload.length > Reading.LONGEST_TEXT
          || !homie.take(topic, definitions.text(payload))) {
        source.counter().ignored();
      }
      return true;
    }
    return false;
  }

  /** Takes a list of devices: those that it does not name any more are gone. */
  private void zigbee(Source source, String base, @Nullable Object list, Observing observing) {
    source.naming().call(base, "");
    Zigbee.descriptions(base, list).stream()
        .flatMap(said -> Fitting.of(said).stream())
        .forEach(knowledge::describe);
    for (String gone : zigbees.gone(base, Zigbee.topics(base, list))) {
      observing.on(gone).none("", Ended.Why.REMOVED);
    }
  }

  private void sparkplug(Source source, String topic, byte[] payload, Observing observing)
      throws UnreadableException {
    if (payload.length > settings.mostDefinitionBytes()) {
      throw new UnreadableException(
          Unreadable.OVERSIZE,
          "payload of %d bytes must be at most %d"
              .formatted(payload.length, settings.mostDefinitionBytes()));
    }
    Sparkplug.session(topic).ifPresent(observing::session);
    source
        .sparkplug()
        .read(
            topic,
            payload,
            settings.mostValues(),
            new Sparkplug.Sink() {
              @Override
              public void value(
                  String data,
                  String metric,
                  Object value,
                  @Nullable String unit,
                  @Nullable Instant at) {
                observing.on(data).value(metric, metric, value, unit, at);
              }

              @Override
              public void none(String data, String metric) {
                observing.on(data).none(metric, Ended.Why.NO_VALUE);
              }
            });
  }

  private static void bounded(String topic) throws UnreadableException {
    if (topic.length() > Reading.LONGEST_NAME) {
      throw new UnreadableException(
          Unreadable.TOO_LONG,
          "topic must be at most %d characters".formatted(Reading.LONGEST_NAME));
    }
  }

  /** What is not understood says nothing about a value that another entity describes. */
  private boolean sure(HomeAssistant discovery, Description said) {
    return !discovery.unsure().contains(said) || !knowledge.described(said.topic(), said.path());
  }

  private void discover(Source source, String topic, byte[] payload, Observing observing)
      throws CodecException {
    List<Description> before = discovered.remove(topic);
    if (before != null) {
      before.forEach(old -> knowledge.forgetDescription(old.topic(), old.path()));
    }
    if (before != null && payload.length == 0) {
      before.forEach(old -> observing.on(old.topic()).none(old.path(), Ended.Why.REMOVED));
    }
    if (payload.length == 0 || discovered.size() >= MOST_DISCOVERIES) {
      return;
    }
    if (definitions.fromJson(payload) instanceof Map<?, ?> config) {
      HomeAssistant discovery = new HomeAssistant(source.naming(), devices, availability);
      List<Description> found =
          discovery.descriptions(topic, settings.discoveryPrefix(), config).stream()
              .filter(said -> sure(discovery, said))
              .flatMap(said -> Fitting.of(said).stream())
              .toList();
      discovery.unsure().forEach(said -> source.counter().noted(Noted.TEMPLATE));
      found.forEach(knowledge::describe);
      discovered.put(topic, found);
    }
  }
}
