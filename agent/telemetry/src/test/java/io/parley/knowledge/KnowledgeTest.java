package io.parley.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.knowledge.Fact.Limits;
import io.parley.knowledge.Fact.Window;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnowledgeTest {
  private final MovableClock clock = new MovableClock();
  private final Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), clock);

  private void live(String topic, String path, Object value) {
    live(knowledge, topic, path, value);
  }

  private void live(Knowledge to, String topic, String path, Object value) {
    to.observe(reading(topic, path, value, clock.instant()));
  }

  private static Reading reading(String topic, String path, Object value, @Nullable Instant at) {
    String name =
        new Naming(List.of()).named(topic, path, "plant/#", value instanceof Number).name();
    return new Reading(topic, path, name, value, null, at);
  }

  private Fact fact(String topic, String path) {
    return knowledge.fact(topic, path).orElseThrow();
  }

  private static BigDecimal number(String digits) {
    return new BigDecimal(digits);
  }

  @Test
  void keepsTheLastValueAsItCameInWithItsAgeAndUnit() {
    live("plant/boiler/3/temperature", "", number("81.50"));

    Fact fact = fact("plant/boiler/3/temperature", "");
    assertEquals("boiler 3 temperature", fact.name());
    assertEquals("temperature", fact.quantity());
    assertEquals("81.50", fact.value().toString());
    assertEquals("°C", fact.unit());
    assertEquals(clock.instant(), fact.at());
    assertNull(fact.changed());
    assertEquals(fact.value(), fact.said());
    assertEquals(fact.at(), fact.evidence().at());
  }

  @Test
  void tellsWhenTheValueChangedLast() {
    live("plant/door", "", "open");
    clock.forward(Duration.ofMinutes(5));
    live("plant/door", "", "closed");
    Instant change = clock.instant();
    clock.forward(Duration.ofMinutes(5));
    live("plant/door", "", "closed");

    assertEquals(change, fact("plant/door", "").changed());
    assertEquals(clock.instant(), fact("plant/door", "").at());
  }

  @Test
  void writesTheSameNumberDifferentlyWithoutAChange() {
    live("plant/x", "", number("1.5"));
    live("plant/x", "", number("1.50"));
    assertNull(fact("plant/x", "").changed());
    assertEquals("1.50", fact("plant/x", "").value().toString());
  }

  @Test
  void doesNotKnowTheAgeOfARetainedValueUntilItComesAgain() {
    knowledge.observe(reading("plant/x", "", 7L, null));
    assertNull(fact("plant/x", "").at());
    assertTrue(fact("plant/x", "").windows().isEmpty());

    live("plant/x", "", 8L);
    assertEquals(clock.instant(), fact("plant/x", "").at());
    assertEquals(clock.instant(), fact("plant/x", "").changed());

    knowledge.observe(reading("plant/x", "", 8L, null));
    assertEquals(clock.instant(), fact("plant/x", "").at());
    knowledge.observe(reading("plant/x", "", 9L, null));
    assertNull(fact("plant/x", "").at());
  }

  @Test
  void computesWindowsThatForgetWhatIsTooOld() {
    live("plant/x", "", number("10.0"));
    clock.forward(Duration.ofMinutes(30));
    live("plant/x", "", number("20.0"));
    clock.forward(Duration.ofMinutes(1));
    live("plant/x", "", number("25.0"));

    List<Window> windows = fact("plant/x", "").windows();
    assertEquals(new Window(Duration.ofMinutes(10), 2, 20, 25, 22.5), windows.get(0));
    assertEquals(new Window(Duration.ofHours(1), 3, 10, 25, 18.33), windows.get(1));
    assertEquals(new Window(Duration.ofDays(1), 3, 10, 25, 18.33), windows.get(2));

    clock.forward(Duration.ofHours(2));
    assertEquals(1, fact("plant/x", "").windows().size());
    clock.forward(Duration.ofDays(2));
    assertTrue(fact("plant/x", "").windows().isEmpty());
  }

  @Test
  void takesALateValueIntoTheWindowsOnly() {
    live("plant/x", "", 5L);
    knowledge.observe(reading("plant/x", "", 50L, clock.instant().minusSeconds(120)));
    assertEquals(5L, fact("plant/x", "").value());
    assertEquals(50, fact("plant/x", "").windows().get(0).max());
  }

  @Test
  void evictsTheSeriesThatChangedLeastRecently() {
    Knowledge small = new Knowledge(KnowledgeSettings.standard().withMostSeries(3), clock);
    live(small, "plant/a", "", 1L);
    live(small, "plant/b", "", 1L);
    live(small, "plant/c", "", 1L);
    live(small, "plant/a", "", 2L);
    live(small, "plant/b", "", 1L);
    live(small, "plant/d", "", 1L);

    assertEquals(3, small.size());
    assertEquals(1, small.evicted());
    assertTrue(small.fact("plant/b", "").isEmpty());
    assertTrue(small.fact("plant/a", "").isPresent());
  }

  @Test
  void takesLimitsFromTheOperatorBeforeThoseOfTheDevice() {
    LimitRule rule = new LimitRule("plant/+/temperature", "*", new Limits(5.0, 90.0));
    Knowledge ruled = new Knowledge(KnowledgeSettings.standard().withLimits(List.of(rule)), clock);
    live(ruled, "plant/boiler/temperature", "", 70L);
    live(ruled, "plant/boiler/temperature_limit", "", 80L);
    live(ruled, "plant/tank", "level", 70L);
    live(ruled, "plant/tank", "level_limit_high", 95L);
    live(ruled, "plant/tank", "level_alarm_low", 10L);
    live(ruled, "plant/tank", "mode", "auto");

    assertEquals(
        new Limits(5.0, 90.0), ruled.fact("plant/boiler/temperature", "").orElseThrow().limits());
    assertEquals(new Limits(10.0, 95.0), ruled.fact("plant/tank", "level").orElseThrow().limits());
    assertNull(ruled.fact("plant/tank", "mode").orElseThrow().limits());
    assertThrows(IllegalArgumentException.class, () -> new Rules().nothing());
    assertThrows(IllegalArgumentException.class, () -> new Rules().upsideDown());
  }

  private static final class Rules {
    LimitRule nothing() {
      return new LimitRule("#", "", new Limits(null, null));
    }

    LimitRule upsideDown() {
      return new LimitRule("#", "", new Limits(3.0, 2.0));
    }
  }

  @Test
  void callsASeriesWhatItsDeviceCallsIt() {
    live("z/0x1", "contact", false);
    assertEquals("open", fact("z/0x1", "contact").said());
    assertEquals(false, fact("z/0x1", "contact").evidence().value());
    knowledge.describe(
        new Description("z/0x1", "contact", "garage door", "door", null, Map.of("false", "ajar")));
    assertEquals("garage door", fact("z/0x1", "contact").name());
    assertEquals("door", fact("z/0x1", "contact").quantity());
    assertEquals("ajar", fact("z/0x1", "contact").state());

    knowledge.describe(new Description("z/0x2", "t", "sauna temperature", null, "°F", Map.of()));
    live("z/0x2", "t", 150L);
    assertEquals("sauna temperature", fact("z/0x2", "t").name());
    assertEquals("°F", fact("z/0x2", "t").unit());
    knowledge.forgetDescription("z/0x2", "t");
    live("z/0x2", "t", 151L);
    assertFalse(fact("z/0x2", "t").name().contains("sauna"));
  }

  @Test
  void comesBackFromTheDiskWithItsValuesMarkedAsRestored(@TempDir Path folder) throws IOException {
    live("plant/boiler/3/temperature", "", number("81.50"));
    live("plant/door", "contact", true);
    live("plant/pump", "", "running");
    live("plant/count", "", 12L);
    knowledge.observe(reading("plant/old", "", 7L, null));
    knowledge.describe(
        new Description("plant/pump", "", "feed pump", "state", null, Map.of("running", "on")));
    Path file = folder.resolve("deep").resolve("knowledge.bin");
    knowledge.snapshot(file);
    knowledge.snapshot(file);
    final Instant stored = clock.instant();

    clock.forward(Duration.ofMinutes(3));
    Knowledge next = new Knowledge(KnowledgeSettings.standard(), clock);
    assertEquals(5, next.restore(file));
    Fact boiler = next.fact("plant/boiler/3/temperature", "").orElseThrow();
    assertTrue(boiler.restored());
    assertEquals(stored, boiler.at());
    assertEquals("81.50", boiler.value().toString());
    assertEquals(1, boiler.windows().get(0).count());
    assertEquals("closed", next.fact("plant/door", "contact").orElseThrow().said());
    assertEquals("on", next.fact("plant/pump", "").orElseThrow().said());
    assertEquals("feed pump", next.fact("plant/pump", "").orElseThrow().name());
    assertNull(next.fact("plant/old", "").orElseThrow().at());

    live(next, "plant/boiler/3/temperature", "", number("81.50"));
    assertFalse(next.fact("plant/boiler/3/temperature", "").orElseThrow().restored());
    assertEquals(0, next.restore(file));
    assertFalse(Files.exists(folder.resolve("deep").resolve("knowledge.bin.new")));
  }

  @Test
  void refusesASnapshotThatWasTamperedWith(@TempDir Path folder) throws IOException {
    live("plant/x", "", 1L);
    Path file = folder.resolve("knowledge.bin");
    knowledge.snapshot(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i++) {
      byte[] bad = bytes.clone();
      bad[i] ^= 0x11;
      Files.write(file, bad);
      assertThrows(IOException.class, () -> knowledge.restore(file));
    }
    Files.write(file, new byte[3]);
    assertThrows(IOException.class, () -> knowledge.restore(file));
  }

  @Test
  void losesNothingWhenManyThreadsObserve() throws InterruptedException {
    int threads = 4;
    CountDownLatch done = new CountDownLatch(threads);
    AtomicInteger failures = new AtomicInteger();
    for (int t = 0; t < threads; t++) {
      int mine = t;
      Thread thread =
          new Thread(
              () -> {
                for (long i = 0; i < 2_000; i++) {
                  live("plant/" + mine + "/pump/" + i % 50, "", i);
                  if (i % 100 == 0 && knowledge.select("pump 7", "", 10).isEmpty()) {
                    failures.addAndGet(i > 100 ? 1 : 0);
                  }
                }
                done.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    assertTrue(done.await(60, java.util.concurrent.TimeUnit.SECONDS));
    assertEquals(0, failures.get());
    assertEquals(200, knowledge.size());
    long counted =
        knowledge.all().stream()
            .mapToLong(fact -> Objects.requireNonNull(fact.windows().get(0)).count())
            .sum();
    assertEquals(8_000, counted);
  }

  @Test
  void refusesSettingsAndReadingsOutsideTheirBounds() {
    assertThrows(
        IllegalArgumentException.class, () -> KnowledgeSettings.standard().withMostSeries(0));
    assertThrows(
        IllegalArgumentException.class, () -> reading("t", "", "x".repeat(257), clock.instant()));
    assertThrows(
        IllegalArgumentException.class, () -> reading("t", "", number("1e99"), clock.instant()));
    assertThrows(
        IllegalArgumentException.class, () -> reading("t", "", List.of(), clock.instant()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Reading("t".repeat(2000), "", "n", 1L, null, null));
    assertNotNull(KnowledgeSettings.standard().diagnostics());
  }
}
