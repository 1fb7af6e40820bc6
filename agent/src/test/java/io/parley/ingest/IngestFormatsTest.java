package io.parley.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.knowledge.Fact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read out of each format. */
final class IngestFormatsTest {
  private final IngestRig rig = new IngestRig();

  @Test
  void flattensJsonByPath() {
    rig.comes(
        "zigbee2mqtt/kitchen sensor",
        "{\"temperature\":21.50,\"humidity\":48,\"nested\":{\"a\":{\"b\":true}},\"list\":[1,\"x\"],"
            + "\"nothing\":null,\"linkquality\":87,\"text\":\"12.5\"}");
    assertEquals(
        new BigDecimal("21.50"), rig.fact("zigbee2mqtt/kitchen sensor", "temperature").value());
    assertEquals(
        "kitchen sensor temperature", rig.fact("zigbee2mqtt/kitchen sensor", "temperature").name());
    assertEquals("%", rig.fact("zigbee2mqtt/kitchen sensor", "humidity").unit());
    assertEquals(true, rig.fact("zigbee2mqtt/kitchen sensor", "nested.a.b").value());
    assertEquals("x", rig.fact("zigbee2mqtt/kitchen sensor", "list.1").value());
    assertEquals(new BigDecimal("12.5"), rig.fact("zigbee2mqtt/kitchen sensor", "text").value());
    assertTrue(rig.knowledge.fact("zigbee2mqtt/kitchen sensor", "nothing").isEmpty());
    assertEquals(7, rig.count().values());
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
    "1e3, 1e3, ''",
    "0412e5, 0412e5, ''",
    "77e2, 77e2, ''",
    "1.5e3, 1.5E+3, ''",
    "1e+3, 1E+3, ''",
    "2e-3, 0.002, ''",
    "00012345, 00012345, ''",
    "0000, 0000, ''",
    "0, 0, ''",
    "0.5, 0.5, ''",
    "0012.5, 12.5, ''",
    "error, error, ''",
    "a-b, a-b, ''",
    "information, information, ''",
    "99999999999999999999, 99999999999999999999, ''",
  })
  void readsPlainText(String text, String value, String unit) {
    rig.comes("x/y", text);
    assertEquals(value, rig.fact("x/y", "").value().toString());
    assertEquals(unit.isEmpty() ? null : unit, rig.fact("x/y", "").unit());
  }

  @Test
  void keepsTheLastValueWhenADeviceSaysItHasNone() {
    rig.comes("x/y", "5");
    for (String nothing :
        List.of(
            "",
            "null",
            "unavailable",
            "NaN",
            "-nan",
            "+Inf",
            "-Infinity",
            "nan(ind)",
            "--",
            "---",
            "—",
            "ERR",
            "?",
            "***",
            "...",
            "#N/A")) {
      rig.comes("x/y", nothing);
    }
    assertEquals(5L, rig.fact("x/y", "").value());
  }

  @Test
  void takesTheUnitThatStandsBesideAValue() {
    rig.comes("plant/flow meter", "{\"value\": 3.5, \"unit\": \"l/min\"}");
    assertEquals("l/min", rig.fact("plant/flow meter", "value").unit());
    assertEquals(1, rig.knowledge.size());
  }

  @Test
  void resolvesSenml() {
    // RFC 8428, section 5.1.2, with the units of two of its examples.
    rig.comes(
        "senml/node",
        "[{\"bn\":\"urn:dev:ow:10e2073a01080063:\",\"bt\":1.276020076e+09,\"bu\":\"A\",\"bver\":5,"
            + "\"n\":\"voltage\",\"u\":\"V\",\"v\":120.1},{\"n\":\"current\",\"t\":-5,\"v\":1.2},"
            + "{\"n\":\"current\",\"t\":-4,\"v\":1.3},{\"n\":\"current\",\"v\":1.7},"
            + "{\"n\":\"lid\",\"u\":\"Cel\",\"vb\":true},{\"n\":\"who\",\"vs\":\"me\"},"
            + "{\"n\":\"raw\",\"vd\":\"aGkgCg\"},{\"n\":\"meter\",\"s\":17}]");
    String prefix = "urn:dev:ow:10e2073a01080063:";
    Fact current = rig.fact("senml/node", prefix + "current");
    assertEquals("1.7", current.value().toString());
    assertEquals("A", current.unit());
    assertEquals("node current", current.name());
    assertEquals(Instant.parse("2010-06-08T18:01:16Z"), current.at());
    assertEquals("V", rig.fact("senml/node", prefix + "voltage").unit());
    assertEquals(true, rig.fact("senml/node", prefix + "lid").value());
    assertEquals("me", rig.fact("senml/node", prefix + "who").value());
    assertEquals("17", rig.fact("senml/node", prefix + "meter sum").value().toString());
    assertTrue(rig.knowledge.fact("senml/node", prefix + "raw").isEmpty());
  }

  @Test
  void countsSmallSenmlTimesFromNow() {
    rig.comes(
        "s/a", "[{\"n\":\"t\",\"u\":\"Cel\",\"v\":20,\"t\":-60},{\"n\":\"h\",\"v\":5,\"t\":90}]");
    assertEquals(rig.clock.instant().minusSeconds(60), rig.fact("s/a", "t").at());
    assertEquals(rig.clock.instant(), rig.fact("s/a", "h").at());
    assertEquals("°C", rig.fact("s/a", "t").unit());
  }

  @Test
  void resolvesSenmlInCbor() {
    // RFC 8428, section 6: the same pack as in JSON, from the RFC's own hex.
    byte[] pack =
        HexFormat.of()
            .parseHex(
                "87a721781b75726e3a6465763a6f773a3130653230373361303130383030363a22fb41d303a15b00106223614120050067766f6c746167650161560 2fb405e066666666666a3006763757272656e74062402fb3ff3333333333333a3006763757272656e74062302fb3ff4cccccccccccda3006763757272656e74062202fb3ff6666666666666a3006763757272656e74062102f93e00a3006763757272656e74062002fb3ff999999999999aa3006763757272656e74060002fb3ffb333333333333"
                    .replace(" ", ""));
    rig.comesTyped("senml/cbor", pack, null);
    Fact current = rig.fact("senml/cbor", "urn:dev:ow:10e2073a0108006:current");
    assertEquals("1.7", current.value().toString());
    assertEquals("A", current.unit());
    assertEquals(
        "120.1", rig.fact("senml/cbor", "urn:dev:ow:10e2073a0108006:voltage").value().toString());

    rig.comesTyped("senml/cbor2", pack, "application/senml+cbor");
    assertEquals(
        2, rig.knowledge.all().stream().filter(f -> f.topic().equals("senml/cbor2")).count());
  }

  @Test
  void readsCborAndMessagePackWhereTheContentTypeSaysSo() {
    rig.comesTyped("a", HexFormat.of().parseHex("a2617418196176f97c00"), "application/cbor");
    assertEquals(25L, rig.fact("a", "t").value());
    assertTrue(rig.knowledge.fact("a", "v").isEmpty());
    rig.comesTyped("b", HexFormat.of().parseHex("81a17418"), "application/msgpack; charset=x");
    assertEquals(24L, rig.fact("b", "t").value());
    rig.comesTyped(
        "c", HexFormat.of().parseHex("a1617481" + "81".repeat(60) + "01"), "application/cbor");
    assertEquals(Map.of(Unreadable.TOO_DEEP, 1L), rig.count().unreadable());
  }
}
