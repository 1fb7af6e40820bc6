package io.parley.node;

import io.parley.config.IngestRule;
import io.parley.config.LinkSettings;
import io.parley.config.Settings;
import io.parley.evaluation.Evaluator;
import io.parley.gateway.Queries;
import io.parley.history.SeriesHistory;
import io.parley.http.TelemetryView;
import io.parley.ingest.Format;
import io.parley.ingest.Ingest;
import io.parley.ingest.IngestCount;
import io.parley.ingest.IngestFilter;
import io.parley.ingest.IngestSettings;
import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.knowledge.LimitRule;
import io.parley.knowledge.NamingRule;
import io.parley.language.Understanding;
import io.parley.language.pack.LanguagePack;
import io.parley.metrics.Metrics;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.Subscription;
import io.parley.site.SiteModel;
import io.parley.sources.QueriesOverSite;
import io.parley.telemetry.LiveSite;
import io.parley.telemetry.RecordedValues;
import io.parley.telemetry.SiteWords;
import io.parley.uplink.HivemqSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node sees: sessions that read telemetry, and the knowledge it becomes, written to disk
 * every minute and at the end. A broker elsewhere that is away does not keep the node from
 * starting.
 */
final class Telemetry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);
  private static final long SNAPSHOT_SECONDS = 60;

  private final Knowledge knowledge;
  private final SeriesHistory history;
  private final SiteModel site;
  private final Ingest ingest;
  private final Path file;
  private final Clock clock;
  private final List<MqttSession> sessions = new ArrayList<>();
  private final ScheduledExecutorService timer;

  private Telemetry(
      Knowledge knowledge,
      SeriesHistory history,
      SiteModel site,
      Ingest ingest,
      Path file,
      Clock clock) {
    this.knowledge = knowledge;
    this.history = history;
    this.site = site;
    this.ingest = ingest;
    this.file = file;
    this.clock = clock;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "snapshot");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Restores what was known; reads nothing yet.
   *
   * @param words what the words of names and values mean
   */
  static Telemetry of(Settings settings, NodePlace place, SiteWords words, Clock clock)
      throws IOException {
    Knowledge knowledge = new Knowledge(knowledgeSettings(settings), clock);
    Path file = place.knowledge();
    restore(knowledge, file);
    SeriesHistory history = SeriesHistory.open(place.history(), clock, settings.spoken().zone());
    knowledge.listen(new RecordedValues(history, words));
    List<IngestFilter> filters = rules(settings).stream().map(Telemetry::filter).toList();
    Ingest ingest = new Ingest(IngestSettings.of(settings.root(), filters), knowledge, clock);
    SiteModel site = new LiveSite(knowledge, words, settings.spoken().zone());
    Telemetry telemetry = new Telemetry(knowledge, history, site, ingest, file, clock);
    var unused =
        telemetry.timer.scheduleWithFixedDelay(
            telemetry::snapshot, SNAPSHOT_SECONDS, SNAPSHOT_SECONDS, TimeUnit.SECONDS);
    return telemetry;
  }

  /** A node that starts is worth more than last values. */
  private static void restore(Knowledge knowledge, Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      int series = knowledge.restore(file);
      log.info("{} series are restored, their values as old as they are", series);
    } catch (IOException e) {
      log.warn("every series begins anew, {} cannot be restored: {}", file, e.toString());
    }
  }

  /** Subscribes; completes once this node's own broker has taken every filter. */
  CompletableFuture<Void> open(Settings settings, HomeBroker home, String agent) {
    Map<@Nullable LinkSettings, List<IngestRule>> byBroker = new LinkedHashMap<>();
    for (IngestRule rule : rules(settings)) {
      byBroker.computeIfAbsent(rule.broker(), broker -> new ArrayList<>()).add(rule);
    }
    List<CompletableFuture<Void>> own = new ArrayList<>();
    int number = 0;
    for (Map.Entry<@Nullable LinkSettings, List<IngestRule>> entry : byBroker.entrySet()) {
      LinkSettings elsewhere = entry.getKey();
      String client = agent + "-ingest" + (number == 0 ? "" : "-" + number);
      number++;
      MqttSession session =
          HivemqSession.of(
              elsewhere == null ? home.client(client) : Links.options(elsewhere, client));
      sessions.add(session);
      CompletableFuture<Void> connected = session.connect();
      entry.getValue().forEach(rule -> own.add(subscribe(session, rule, elsewhere)));
      if (elsewhere == null) {
        own.add(connected);
      } else {
        var unused = connected.whenComplete((done, error) -> said(elsewhere, error));
      }
    }
    return CompletableFuture.allOf(own.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> subscribe(
      MqttSession session, IngestRule rule, @Nullable LinkSettings elsewhere) {
    Subscription subscription = Subscription.telemetry(rule.filter());
    CompletableFuture<Void> done =
        session.subscribe(
            subscription,
            message ->
                ingest.accept(
                    rule.filter(),
                    message.topic(),
                    message.payload(),
                    message.contentType(),
                    message.retain()));
    return elsewhere == null ? done : CompletableFuture.completedFuture(null);
  }

  private static void said(LinkSettings elsewhere, @Nullable Throwable error) {
    if (error != null) {
      log.warn("{} cannot be reached yet; trying on: {}", elsewhere, error.getMessage());
    }
  }

  Knowledge knowledge() {
    return knowledge;
  }

  /** What is read and evaluated by code, over what this node sees. */
  Queries queries(Settings settings, List<LanguagePack> packs) {
    Understanding understanding = new Understanding(packs, site, new Evaluator(site, history));
    return new QueriesOverSite(understanding, settings.errorRate(), clock);
  }

  TelemetryView view(Clock clock) {
    return new TelemetryView(site, history, ingest::counts, clock);
  }

  /** Has what is known and what came counted. */
  void figures(Metrics metrics) {
    metrics.gauge("series", knowledge::size);
    metrics.counter("series_evicted", knowledge::evicted);
    metrics.gauges("ingest", this::figures);
  }

  /** What came by each filter, as figures. */
  Map<String, Number> figures() {
    Map<String, Number> figures = new LinkedHashMap<>();
    for (IngestCount count : ingest.counts()) {
      figures.put(count.filter() + " messages", count.messages());
      figures.put(count.filter() + " values", count.values());
      count
          .unreadable()
          .forEach((kind, times) -> figures.put(count.filter() + " unreadable " + kind, times));
      count
          .noted()
          .forEach((kind, times) -> figures.put(count.filter() + " " + kind.word(), times));
    }
    return figures;
  }

  private void snapshot() {
    history.flush();
    try {
      knowledge.snapshot(file);
    } catch (IOException e) {
      log.error("what is known cannot be written to {}: {}", file, e.toString());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    sessions.forEach(MqttSession::close);
    snapshot();
    history.close();
  }

  /** On the embedded broker everything is read where nothing is said; elsewhere nothing is. */
  private static List<IngestRule> rules(Settings settings) {
    return settings.ingest().isEmpty() && settings.broker() == null
        ? List.of(IngestRule.of("#"))
        : settings.ingest();
  }

  private static KnowledgeSettings knowledgeSettings(Settings settings) {
    KnowledgeSettings usual = KnowledgeSettings.standard();
    List<LimitRule> limits =
        settings.ingest().stream()
            .flatMap(rule -> rule.limits().stream())
            .map(
                limit ->
                    new LimitRule(
                        limit.topic(), limit.path(), new Fact.Limits(limit.low(), limit.high())))
            .toList();
    List<String> diagnostics = settings.diagnostics();
    return new KnowledgeSettings(
        settings.limits().series(),
        usual.mostDescriptions(),
        usual.guessUnits(),
        limits,
        diagnostics == null ? usual.diagnostics() : diagnostics);
  }

  private static IngestFilter filter(IngestRule rule) {
    Format format =
        switch (rule.format()) {
          case AUTO, HOME_ASSISTANT -> Format.AUTO;
          case JSON -> Format.JSON;
          case PLAIN -> Format.PLAIN;
          case SENML_JSON -> Format.SENML_JSON;
          case SENML_CBOR -> Format.SENML_CBOR;
        };
    List<NamingRule> names =
        rule.names().stream()
            .map(name -> new NamingRule(name.pattern(), name.name(), name.unit()))
            .toList();
    return new IngestFilter(rule.filter(), format, names);
  }
}
