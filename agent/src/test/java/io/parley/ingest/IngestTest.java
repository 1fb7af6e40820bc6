package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.knowledge.MovableClock;
import io.parley.knowledge.NamingRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IngestTest {
  private final MovableClock clock = new MovableClock();
  private final Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), clock);
  private final Ingest ingest = ingest(IngestFilter.of("#"));

  private Ingest ingest(IngestFilter... filters) {
    return new Ingest(IngestSettings.of("parley/v1", List.of(filters)), knowledge, clock);
  }

  private void comes(String topic, String payload) {
    ingest.accept("#", topic, payload.getBytes(UTF_8), null, false);
  }

  private void comesTyped(String topic, byte[] payload, @Nullable String type) {
    ingest.accept("#", topic, payload, type, false);
  }

  private Fact fact(String topic, String path) {
    return knowledge.fact(topic, path).orElseThrow();
  }

  private IngestCount count() {
    return ingest.counts().get(0);
  }

  @Test
  void flattensJsonByPath() {
    comes(
        "zigbee2mqtt/kitchen sensor",
        "{\"temperature\":21.50,\"humidity\":48,\"nested\":{\"a\":{\"b\":true}},\"list\":[1,\"x\"],"
            + "\"nothing\":null,\"linkquality\":87,\"text\":\"12.5\"}");
    assertEquals(
        new BigDecimal("21.50"), fact("zigbee2mqtt/kitchen sensor", "temperature").value());
    assertEquals(
        "kitchen sensor temperature", fact("zigbee2mqtt/kitchen sensor", "temperature").name());
    assertEquals("%", fact("zigbee2mqtt/kitchen sensor", "humidity").unit());
    assertEquals(true, fact("zigbee2mqtt/kitchen sensor", "nested.a.b").value());
    assertEquals("x", fact("zigbee2mqtt/kitchen sensor", "list.1").value());
    assertEquals(new BigDecimal("12.5"), fact("zigbee2mqtt/kitchen sensor", "text").value());
    assertTrue(knowledge.fact("zigbee2mqtt/kitchen sensor", "nothing").isEmpty());
    assertEquals(7, count().values());
  }

  @ParameterizedTest
  @CsvSource({
    "81.50, 81.50, ''",
    "-7, -7, ''",
    "true, true, ''",
    "ON, ON, ''",
    "21.5 °C, 21.5, °C",
    "3.2 m3/h, 3.2, m3/h",
    "two words, two words, ''",
    "1.2.3, 1.2.3, ''",
    "12 3, 12 3, ''",
    "1e3, 1E+3, ''",
    "99999999999999999999, 99999999999999999999, ''",
  })
  void readsPlainText(String text, String value, String unit) {
    comes("x/y", text);
    assertEquals(value, fact("x/y", "").value().toString());
    assertEquals(unit.isEmpty() ? null : unit, fact("x/y", "").unit());
  }

  @Test
  void keepsTheLastValueWhenADeviceSaysItHasNone() {
    comes("x/y", "5");
    for (String nothing : List.of("", "null", "unavailable", "NaN")) {
      comes("x/y", nothing);
    }
    assertEquals(5L, fact("x/y", "").value());
  }

  @Test
  void takesTheUnitThatStandsBesideAValue() {
    comes("plant/flow meter", "{\"value\": 3.5, \"unit\": \"l/min\"}");
    assertEquals("l/min", fact("plant/flow meter", "value").unit());
    assertEquals(1, knowledge.size());
  }

  @Test
  void resolvesSenml() {
    // RFC 8428, section 5.1.2, with the units of two of its examples.
    comes(
        "senml/node",
        "[{\"bn\":\"urn:dev:ow:10e2073a01080063:\",\"bt\":1.276020076e+09,\"bu\":\"A\",\"bver\":5,"
            + "\"n\":\"voltage\",\"u\":\"V\",\"v\":120.1},{\"n\":\"current\",\"t\":-5,\"v\":1.2},"
            + "{\"n\":\"current\",\"t\":-4,\"v\":1.3},{\"n\":\"current\",\"v\":1.7},"
            + "{\"n\":\"lid\",\"u\":\"Cel\",\"vb\":true},{\"n\":\"who\",\"vs\":\"me\"},"
            + "{\"n\":\"raw\",\"vd\":\"aGkgCg\"},{\"n\":\"meter\",\"s\":17}]");
    String prefix = "urn:dev:ow:10e2073a01080063:";
    Fact current = fact("senml/node", prefix + "current");
    assertEquals("1.7", current.value().toString());
    assertEquals("A", current.unit());
    assertEquals("node current", current.name());
    assertEquals(Instant.parse("2010-06-08T18:01:16Z"), current.at());
    assertEquals("V", fact("senml/node", prefix + "voltage").unit());
    assertEquals(true, fact("senml/node", prefix + "lid").value());
    assertEquals("me", fact("senml/node", prefix + "who").value());
    assertEquals("17", fact("senml/node", prefix + "meter sum").value().toString());
    assertTrue(knowledge.fact("senml/node", prefix + "raw").isEmpty());
  }

  @Test
  void countsSmallSenmlTimesFromNow() {
    comes("s/a", "[{\"n\":\"t\",\"u\":\"Cel\",\"v\":20,\"t\":-60},{\"n\":\"h\",\"v\":5,\"t\":90}]");
    assertEquals(clock.instant().minusSeconds(60), fact("s/a", "t").at());
    assertEquals(clock.instant(), fact("s/a", "h").at());
    assertEquals("°C", fact("s/a", "t").unit());
  }

  @Test
  void resolvesSenmlInCbor() {
    // RFC 8428, section 6: the same pack as in JSON, from the RFC's own hex.
    byte[] pack =
        HexFormat.of()
            .parseHex(
                "87a721781b75726e3a6465763a6f773a3130653230373361303130383030363a22fb41d303a15b00106223614120050067766f6c746167650161560 2fb405e066666666666a3006763757272656e74062402fb3ff3333333333333a3006763757272656e74062302fb3ff4cccccccccccda3006763757272656e74062202fb3ff6666666666666a3006763757272656e74062102f93e00a3006763757272656e74062002fb3ff999999999999aa3006763757272656e74060002fb3ffb333333333333"
                    .replace(" ", ""));
    comesTyped("senml/cbor", pack, null);
    Fact current = fact("senml/cbor", "urn:dev:ow:10e2073a0108006:current");
    assertEquals("1.7", current.value().toString());
    assertEquals("A", current.unit());
    assertEquals(
        "120.1", fact("senml/cbor", "urn:dev:ow:10e2073a0108006:voltage").value().toString());

    comesTyped("senml/cbor2", pack, "application/senml+cbor");
    assertEquals(2, knowledge.all().stream().filter(f -> f.topic().equals("senml/cbor2")).count());
  }

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
    comes("x/y", payload);
    assertEquals(Map.of(kind, 1L), count().unreadable());
  }

  @Test
  void takesJsonNeitherTooLargeNorTooDeepNorTooWide() {
    comes("a", "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}");
    comes("b", "\"" + "x".repeat(70_000) + "\"");
    StringBuilder wide = new StringBuilder("{\"k\":0");
    for (int i = 0; i < 600; i++) {
      wide.append(",\"k").append(i).append("\":").append(i);
    }
    comes("c", wide.append('}').toString());
    comes("d", "x".repeat(300));
    comes("e".repeat(2_000), "1");
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
        count().unreadable());
    assertEquals(500, knowledge.size());
    comes("f", "[" + "1,".repeat(99) + "1]");
    assertEquals(532, knowledge.size());
  }

  @Test
  void tellsTextThatIsBrokenFromBytesThatAreNone() {
    byte[] latin = {'2', '0', ' ', (byte) 0xb0, 'C'};
    comesTyped("a", latin, "text/plain");
    comesTyped("a", new byte[] {(byte) 0xff, (byte) 0xd8, 1}, null);
    comesTyped("a", new byte[] {'a', 0, 'b'}, null);
    comesTyped("a", new byte[] {1, 2}, "application/octet-stream");
    comesTyped("a", new byte[] {(byte) 0x81, 1}, null);
    comesTyped("a", new byte[] {(byte) 0x9f, 1}, null);
    comesTyped("spBv1.0/g/NDATA/n", new byte[] {8}, null);
    comesTyped("spBv1.0/g/WHAT/n", new byte[] {8, 1}, null);
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
        count().unreadable());
    assertEquals(0, knowledge.size());
  }

  @Test
  void readsCborAndMessagePackWhereTheContentTypeSaysSo() {
    comesTyped("a", HexFormat.of().parseHex("a2617418196176f97c00"), "application/cbor");
    assertEquals(25L, fact("a", "t").value());
    assertTrue(knowledge.fact("a", "v").isEmpty());
    comesTyped("b", HexFormat.of().parseHex("81a17418"), "application/msgpack; charset=x");
    assertEquals(24L, fact("b", "t").value());
    comesTyped(
        "c", HexFormat.of().parseHex("a1617481" + "81".repeat(60) + "01"), "application/cbor");
    assertEquals(Map.of(Unreadable.TOO_DEEP, 1L), count().unreadable());
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
      comes(topic, "5");
    }
    assertEquals(0, knowledge.size());
    assertEquals(7, count().ignored());
    comes("parley/v10/x", "5");
    assertEquals(1, knowledge.size());
  }

  @Test
  void doesNotKnowTheAgeOfWhatWasRetained() {
    ingest.accept("#", "a", "5".getBytes(UTF_8), null, true);
    assertNull(fact("a", "").at());
    assertThrows(
        IllegalArgumentException.class,
        () -> ingest.accept("other/#", "a", new byte[0], null, false));
  }

  @Test
  void takesUnitsFromZigbeesDeviceList() {
    comes("zigbee2mqtt/hall/trv", "{\"local_temperature\":20.5,\"eco\":{\"t\":16}}");
    comes(
        "zigbee2mqtt/bridge/devices",
        "[{\"friendly_name\":\"Coordinator\",\"definition\":null},{\"friendly_name\":\"hall/trv\","
            + "\"definition\":{\"exposes\":[{\"type\":\"climate\",\"features\":[{\"type\":\"numeric\","
            + "\"property\":\"local_temperature\",\"unit\":\"°F\"}]},{\"type\":\"composite\","
            + "\"property\":\"eco\",\"features\":[{\"property\":\"t\",\"unit\":\"K\"}]},7]}}]");
    assertEquals("°F", fact("zigbee2mqtt/hall/trv", "local_temperature").unit());
    assertEquals("hall trv temperature", fact("zigbee2mqtt/hall/trv", "local_temperature").name());
    assertEquals("K", fact("zigbee2mqtt/hall/trv", "eco.t").unit());
  }

  @Test
  void namesSeriesAsHomieDoes() {
    comes(
        "homie/5/bath/$description",
        "{\"name\":\"Bathroom\",\"nodes\":{\"clim\":{\"name\":\"Climate\",\"properties\":{\"t\":"
            + "{\"name\":\"Temperature\",\"unit\":\"°F\"}}}}}");
    comes("homie/5/bath/clim/t", "70.1");
    assertEquals("bathroom climate temperature", fact("homie/5/bath/clim/t", "").name());
    assertEquals("°F", fact("homie/5/bath/clim/t", "").unit());

    comes("homie/attic/meter/p", "31");
    assertEquals("attic meter p", fact("homie/attic/meter/p", "").name());
    comes("homie/attic/meter/p/$name", "Power");
    comes("homie/attic/meter/p/$unit", "kW");
    comes("homie/attic/meter/p/$datatype", "integer");
    comes("homie/attic/$name", "Roof");
    comes("homie/attic/meter/p", "32");
    assertEquals("roof meter power", fact("homie/attic/meter/p", "").name());
    assertEquals("kW", fact("homie/attic/meter/p", "").unit());
    assertEquals(2, knowledge.size());
  }

  @Test
  void namesByTheRulesOfTheFilter() {
    Ingest ruled =
        ingest(
            new IngestFilter(
                "plant/#",
                Format.AUTO,
                List.of(
                    new NamingRule("plant/{place}/{device}/{quantity}", null, null),
                    new NamingRule("plant/+/{device}", "{device} {path}", "bar"))));
    ruled.accept("plant/#", "plant/hall2/boilerA/temp", "80".getBytes(UTF_8), null, false);
    ruled.accept("plant/#", "plant/x/pump", "{\"p\":2}".getBytes(UTF_8), null, false);
    assertEquals("hall 2 boiler a temperature", fact("plant/hall2/boilerA/temp", "").name());
    assertEquals("pump p", fact("plant/x/pump", "p").name());
    assertEquals("bar", fact("plant/x/pump", "p").unit());
    assertThrows(IllegalArgumentException.class, () -> new NamingRule("a/x{b}", null, null));
    assertThrows(IllegalArgumentException.class, () -> new NamingRule("#/a", null, null));
  }

  @Test
  void saysAnUnreadableMessageOnceInTenMinutes() {
    FilterCounter counter = new FilterCounter("#");
    Instant now = clock.instant();
    assertTrue(counter.unreadable(Unreadable.BINARY, now).isPresent());
    assertFalse(counter.unreadable(Unreadable.BINARY, now.plusSeconds(1)).isPresent());
    assertTrue(counter.unreadable(Unreadable.MALFORMED, now).isPresent());
    assertEquals(
        3L, counter.unreadable(Unreadable.BINARY, now.plus(Duration.ofMinutes(10))).orElseThrow());
  }

  @Test
  void survivesRandomBytesOnEveryFormat() {
    Ingest every =
        ingest(
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
