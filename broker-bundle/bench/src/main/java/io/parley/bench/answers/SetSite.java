package io.parley.bench.answers;

import io.parley.evaluation.Evaluator;
import io.parley.history.SeriesHistory;
import io.parley.ingest.Ingest;
import io.parley.ingest.IngestFilter;
import io.parley.ingest.IngestSettings;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.language.Outcome;
import io.parley.language.PackWords;
import io.parley.language.Understanding;
import io.parley.language.pack.LanguagePack;
import io.parley.language.pack.Packs;
import io.parley.site.SiteModel;
import io.parley.telemetry.LiveSite;
import io.parley.telemetry.RecordedValues;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** A gateway's eyes and understanding, over the messages of a set, at the set's own time. */
final class SetSite {
  private final AnswerSet set;
  private final SetClock clock;
  private final LiveSite site;
  private final Understanding understanding;

  SetSite(AnswerSet set) {
    this(set, spoken(set));
  }

  /** The site of a set whose people speak these languages, the first first. */
  SetSite(AnswerSet set, List<String> languages) {
    this.set = set;
    this.clock = new SetClock(set.messages().isEmpty() ? set.now() : set.messages().get(0).at());
    Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), clock);
    SeriesHistory history = SeriesHistory.inMemory(clock, set.zone());
    List<LanguagePack> packs = Packs.load(languages, null);
    knowledge.listen(new RecordedValues(history, new PackWords(packs)));
    this.site = new LiveSite(knowledge, new PackWords(packs), set.zone());
    this.understanding = new Understanding(packs, site, new Evaluator(site, history));
    Ingest ingest =
        new Ingest(IngestSettings.of("parley/v1", List.of(IngestFilter.of("#"))), knowledge, clock);
    for (AnswerSet.Message message : set.messages()) {
      clock.now = message.at();
      ingest.accept("#", message.topic(), message.payload(), null, message.retained());
    }
    clock.now = set.now();
  }

  private static List<String> spoken(AnswerSet set) {
    return set.language().equals("en") ? List.of("en") : List.of(set.language(), "en");
  }

  SiteModel site() {
    return site;
  }

  /** How a question is read, for whoever works on a pack. */
  io.parley.language.reader.Reading links(String text) {
    return understanding.read(text);
  }

  Outcome ask(String text) {
    return understanding.ask(text, "", null, null, set.now());
  }

  /** A clock that the set moves. */
  private static final class SetClock extends Clock {
    private Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
