package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not read, and how it is counted. */
final class IngestBoundsTest {
  private final IngestRig rig = new IngestRig();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"n\":\"a\",\"v\":1,\"new_\":2}]|MALFORMED",
        "[{\"n\":\"a\",\"v\":\"1\"}]|MALFORMED",
        "[{\"n\":\"a\",\"v\":1,\"bver\":11}]|MALFORMED",
        "[{\"n\":\"a\",\"v\":1,\"t\":1e20}]|MALFORMED",
        "[{\"n\":\"a\",\"v\":1e99}]|TOO_LONG",
        "[{\"n\":\"a\",\"v\":1},7]|MALFORMED",
        "[{\"n\":7,\"v\":1}]|MALFORMED",
        "{\"a\":|MALFORMED",
        "{\"a\":1}x|MALFORMED",
      })
  void countsWhatItCannotRead(String payload, Unreadable kind) {
    rig.comes("x/y", payload);
    assertEquals(Map.of(kind, 1L), rig.count().unreadable());
  }

  @Test
  void takesJsonNeitherTooLargeNorTooDeepNorTooWide() {
    rig.comes("a", "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}");
    rig.comes("b", "\"" + "x".repeat(70_000) + "\"");
    StringBuilder wide = new StringBuilder("{\"k\":0");
    for (int i = 0; i < 600; i++) {
      wide.append(",\"k").append(i).append("\":").append(i);
    }
    rig.comes("c", wide.append('}').toString());
    rig.comes("d", "x".repeat(300));
    rig.comes("e".repeat(2_000), "1");
    assertEquals(
        Map.of(
            Unreadable.TOO_DEEP,
            1L,
            Unreadable.OVERSIZE,
            1L,
            Unreadable.TOO_MANY,
            1L,
            Unreadable.TOO_LONG,
            2L),
        rig.count().unreadable());
    assertEquals(500, rig.knowledge.size());
    rig.comes("f", "[" + "1,".repeat(99) + "1]");
    assertEquals(532, rig.knowledge.size());
  }

  @Test
  void whatADeviceSaysOfItselfIsNoLongerThanCanBeWrittenDown(@TempDir Path folder)
      throws Exception {
    String endless = "x".repeat(70_000);
    rig.comes(
        "homeassistant/sensor/a/config",
        """
        {"name": "%1$s", "state_topic": "a", "unit_of_measurement": "%1$s"}
        """
            .formatted(endless));
    rig.comes("a", "1");
    rig.comes("b", "{\"value\": 2, \"unit\": \"" + "y".repeat(60_000) + "\"}");
    rig.comes("c".repeat(1_000), "{\"" + "d".repeat(500) + "\": 3}");
    assertEquals(3, rig.knowledge.size());
    rig.knowledge.snapshot(folder.resolve("series"));
    assertTrue(Files.size(folder.resolve("series")) < 10_000);
  }

  @Test
  void tellsTextThatIsBrokenFromBytesThatAreNone() {
    byte[] latin = {'2', '0', ' ', (byte) 0xb0, 'C'};
    rig.comesTyped("a", latin, "text/plain");
    rig.comesTyped("a", new byte[] {(byte) 0xff, (byte) 0xd8, 1}, null);
    rig.comesTyped("a", new byte[] {'a', 0, 'b'}, null);
    rig.comesTyped("a", new byte[] {1, 2}, "application/octet-stream");
    rig.comesTyped("a", new byte[] {(byte) 0x81, 1}, null);
    rig.comesTyped("a", new byte[] {(byte) 0x9f, 1}, null);
    rig.comesTyped("spBv1.0/g/NDATA/n", new byte[] {8}, null);
    rig.comesTyped("spBv1.0/g/WHAT/n", new byte[] {8, 1}, null);
    assertEquals(
        Map.of(
            Unreadable.INVALID_UTF8,
            1L,
            Unreadable.BINARY,
            4L,
            Unreadable.MALFORMED,
            2L,
            Unreadable.SPARKPLUG,
            1L),
        rig.count().unreadable());
    assertEquals(0, rig.knowledge.size());
  }

  @Test
  void neverReadsParleysOwnTopicsNorCommands() {
    for (String topic :
        List.of(
            "parley/v1/site/ask/any",
            "parley/v1",
            "$SYS/broker/uptime",
            "zigbee2mqtt/lamp/set",
            "zigbee2mqtt/bridge/logging",
            "homeassistant/status",
            "spBv1.0/STATE/host")) {
      rig.comes(topic, "5");
    }
    assertEquals(0, rig.knowledge.size());
    assertEquals(7, rig.count().ignored());
    rig.comes("parley/v10/x", "5");
    assertEquals(1, rig.knowledge.size());
  }

  @Test
  void saysAnUnreadableMessageOnceInTenMinutes() {
    FilterCounter counter = new FilterCounter("#");
    Instant now = rig.clock.instant();
    assertTrue(counter.unreadable(Unreadable.BINARY, now).isPresent());
    assertFalse(counter.unreadable(Unreadable.BINARY, now.plusSeconds(1)).isPresent());
    assertTrue(counter.unreadable(Unreadable.MALFORMED, now).isPresent());
    assertEquals(
        3L, counter.unreadable(Unreadable.BINARY, now.plus(Duration.ofMinutes(10))).orElseThrow());
  }

  @Test
  void survivesRandomBytesOnEveryFormat() {
    Ingest every =
        rig.ingest(
            IngestFilter.of("a"),
            new IngestFilter("b", Format.JSON, List.of()),
            new IngestFilter("c", Format.PLAIN, List.of()),
            new IngestFilter("d", Format.SENML_JSON, List.of()),
            new IngestFilter("e", Format.SENML_CBOR, List.of()));
    Random random = new Random(5);
    String shape = "[{\"bn\":\"a\",\"v\":1.5,\"t\":-3,\"vs\":\"x\"},null,true]";
    for (int i = 0; i < 4_000; i++) {
      byte[] bytes = shape.getBytes(UTF_8);
      if (i % 2 == 0) {
        bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
      } else {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      String topic = i % 7 == 0 ? "homeassistant/sensor/a/config" : "t" + i % 5;
      every.accept("abcde".substring(i % 5, i % 5 + 1), topic, bytes, null, false);
    }
    assertEquals(4_000, every.counts().stream().mapToLong(IngestCount::messages).sum());
    assertTrue(every.counts().stream().allMatch(c -> !c.unreadable().isEmpty()));
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertEquals(Format.SENML_CBOR, Format.of("SenML+CBOR"));
    assertThrows(IllegalArgumentException.class, () -> Format.of("xml"));
    assertThrows(IllegalArgumentException.class, () -> IngestFilter.of("a/#/b"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new IngestSettings("r", List.of(), 0, 1, 1, 1, "h", "z"));
  }
}
