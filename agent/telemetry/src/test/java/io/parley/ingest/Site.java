package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.knowledge.MovableClock;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** A house and a plant of a few hundred series, as their messages stand in {@code site.tsv}. */
public final class Site {
  private Site() {}

  /** The lines of a test resource of the knowledge, without comments. */
  public static List<String> lines(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            Site.class.getResourceAsStream("/io/parley/knowledge/" + resource), resource)) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  /** All that the messages say. */
  public static Knowledge knowledge() throws IOException {
    MovableClock clock = new MovableClock();
    Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), clock);
    List<String> filters =
        List.of(
            "zigbee2mqtt/#", "plant/#", "air/#", "homie/#", "senml/#", "homeassistant/#", "d/#");
    Ingest ingest =
        new Ingest(
            IngestSettings.of("parley/v1", filters.stream().map(IngestFilter::of).toList()),
            knowledge,
            clock);
    for (String line : lines("site.tsv")) {
      String[] cells = line.split("\t");
      String filter = cells[0].substring(0, cells[0].indexOf('/')) + "/#";
      ingest.accept(filter, cells[0], cells[1].getBytes(UTF_8), null, false);
    }
    if (ingest.counts().stream().anyMatch(count -> !count.unreadable().isEmpty())) {
      throw new IllegalStateException("unreadable: " + ingest.counts());
    }
    return knowledge;
  }
}
