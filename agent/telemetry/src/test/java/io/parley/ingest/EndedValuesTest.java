package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.knowledge.Ended;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device takes back is not said as if it were now. */
final class EndedValuesTest {
  private final IngestRig rig = new IngestRig();

  private Ended.@Nullable Why why(String topic, String path) {
    Ended ended = rig.fact(topic, path).ended();
    return ended == null ? null : ended.why();
  }

  private void retained(String topic, String payload) {
    rig.ingest.accept("#", topic, payload.getBytes(UTF_8), null, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "NaN", "-inf", "unknown", "None", "n/a", "--", " ", "ERR"})
  void aWordForNothingEndsTheValue(String nothing) {
    rig.comes("plant/kiln/speed", "31");
    rig.clock.forward(Duration.ofSeconds(9));
    rig.comes("plant/kiln/speed", nothing);
    assertEquals(
        new Ended(Ended.Why.NO_VALUE, rig.clock.instant()),
        rig.fact("plant/kiln/speed", "").ended());
    assertEquals(31L, rig.fact("plant/kiln/speed", "").value());
    assertTrue(rig.knowledge.select("What is the speed of the kiln?", "", 10).isEmpty());

    rig.comes("plant/kiln/speed", "31");
    assertNull(rig.fact("plant/kiln/speed", "").ended());
    assertEquals(1, rig.knowledge.select("What is the speed of the kiln?", "", 10).size());
  }

  @Test
  void aWordForNothingAtFirstIsNoSeries() {
    rig.comes("plant/kiln/speed", "unavailable");
    assertEquals(0, rig.knowledge.size());
  }

  @Test
  void saysWhereTheSourceCallsItUnavailable() {
    rig.comes("ha/switch/fan/state", "on");
    rig.comes("ha/switch/fan/state", "unavailable");
    assertEquals(Ended.Why.UNAVAILABLE, why("ha/switch/fan/state", ""));
  }

  @Test
  void aNullEndsItsOwnLeafAndAllBelowIt() {
    rig.comes("m/p", "{\"power\":1840,\"powerfactor\":1,\"phase\":{\"a\":1,\"b\":{\"c\":2}}}");
    rig.comes("m/p", "{\"power\":null,\"phase\":null}");
    assertEquals(Ended.Why.NO_VALUE, why("m/p", "power"));
    assertEquals(Ended.Why.NO_VALUE, why("m/p", "phase.b.c"));
    assertNull(why("m/p", "powerfactor"));
    rig.comes("m/p", "{\"power\":nan,\"phase\":{\"a\":7}}");
    assertEquals(Ended.Why.NO_VALUE, why("m/p", "power"));
    assertNull(why("m/p", "phase.a"));
    assertEquals(Ended.Why.NO_VALUE, why("m/p", "phase.b.c"));
  }

  @Test
  void anEmptyMessageEndsAllOfItsTopicAndNothingBesides() {
    rig.comes("shed/box", "{\"t\":4,\"h\":{\"x\":6}}");
    rig.comes("shed/box2", "4");
    rig.comes("shed/box/lid", "shut");
    rig.comes("shed/box", "");
    assertEquals(Ended.Why.REMOVED, why("shed/box", "t"));
    assertEquals(Ended.Why.REMOVED, why("shed/box", "h.x"));
    assertNull(why("shed/box2", ""));
    assertNull(why("shed/box/lid", ""));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "tele/pond/LWT, Offline, Online, tele/pond/SENSOR",
        "tele/pond/LWT, Offline, Online, stat/pond/POWER",
        "zigbee2mqtt/pond/availability, offline, online, zigbee2mqtt/pond",
        "zigbee2mqtt/pond/availability, {\"state\":\"offline\"}, {\"state\":\"online\"}, zigbee2mqtt/pond",
        "z2m/bridge/state, offline, online, z2m/pond",
        "homie/pond/$state, lost, ready, homie/pond/air/degrees",
        "homie/5/pond/$state, disconnected, sleeping, homie/5/pond/air/degrees",
        "pond-node/status, offline, online, pond-node/sensor/x/state",
        "shellies/pond/online, false, true, shellies/pond/temperature",
        "pond-plus/online, false, true, pond-plus/status/x",
        "frigate/available, offline, online, frigate/pond/person",
      })
  void theValuesOfADeviceEndWhileItIsOffline(
      String topic, String offline, String online, String series) {
    rig.comes(series, "12.5");
    rig.comes("pond/elsewhere", "1");
    retained(topic, offline);
    assertEquals(Ended.Why.OFFLINE, why(series, ""));
    assertNull(why("pond/elsewhere", ""));
    retained(series, "12.75");
    assertEquals(Ended.Why.OFFLINE, why(series, ""));
    retained(topic, online);
    assertNull(why(series, ""));
    retained(topic, offline);
    rig.comes(series, "13");
    assertNull(why(series, ""), "what comes live is there");
  }

  @Test
  void whetherADeviceIsThereIsASeriesOfItsOwn() {
    rig.comes("tele/pond/LWT", "Offline");
    assertEquals("pond availability", rig.fact("tele/pond/LWT", "").name());
    assertEquals("offline", rig.fact("tele/pond/LWT", "").said());
    assertNull(why("tele/pond/LWT", ""));
    rig.comes("homie/barn/$state", "alert");
    assertEquals("barn availability", rig.fact("homie/barn/$state", "").name());
    assertEquals("online", rig.fact("homie/barn/$state", "").said());
    rig.comes("homie/barn/$state", "lost");
    assertEquals("offline", rig.fact("homie/barn/$state", "").said());
    assertEquals("lost", rig.fact("homie/barn/$state", "").value());
    assertNull(why("homie/barn/$state", ""));
    rig.comes("plug7/online", "true");
    assertEquals("online", rig.fact("plug7/online", "").said());
    rig.comes("lot/available", "0");
    assertEquals("lot available", rig.fact("lot/available", "").name());
    rig.comes("plant/saw/status", "idle");
    assertEquals("plant saw status", rig.fact("plant/saw/status", "").name());
  }

  @Test
  void whatComesRetainedFromADeviceThatIsOfflineHasEnded() {
    retained("tele/well/LWT", "Offline");
    retained("tele/well/SENSOR", "{\"Temperature\":8}");
    assertEquals(Ended.Why.OFFLINE, why("tele/well/SENSOR", "Temperature"));
    assertNull(rig.fact("tele/well/SENSOR", "Temperature").ended().since());
  }

  @Test
  void theAvailabilityTopicsThatDiscoveryNamesEndWhatTheirEntitiesPublish() {
    rig.comes(
        "homeassistant/sensor/c1/config",
        "{\"~\":\"ice/1\",\"stat_t\":\"~/all\",\"name\":\"Cold room\",\"avty\":["
            + "{\"t\":\"~/link\",\"pl_avail\":\"up\",\"pl_not_avail\":\"down\"},{\"topic\":\"hub/alive\","
            + "\"val_tpl\":\"{{ value_json.s }}\"}],\"val_tpl\":\"{{ value_json.t }}\"}");
    rig.comes("ice/1/all", "{\"t\":4}");
    rig.comes("hub/alive", "{\"s\":\"offline\"}");
    assertEquals(Ended.Why.OFFLINE, why("ice/1/all", "t"));
    retained("ice/1/link", "down");
    rig.comes("hub/alive", "{\"s\":\"online\"}");
    assertEquals(Ended.Why.OFFLINE, why("ice/1/all", "t"));
    retained("ice/1/all", "{\"t\":5}");
    assertEquals(Ended.Why.OFFLINE, why("ice/1/all", "t"));
    rig.comes("ice/1/link", "up");
    assertNull(why("ice/1/all", "t"));
  }

  @Test
  void aDeviceThatZigbeesListDoesNotNameAnyMoreIsGone() {
    rig.comes("zigbee2mqtt/attic", "{\"temperature\":20}");
    rig.comes("zigbee2mqtt/loft", "{\"temperature\":21}");
    rig.comes(
        "zigbee2mqtt/bridge/devices",
        "[{\"friendly_name\":\"attic\"},{\"friendly_name\":\"loft\"}]");
    assertNull(why("zigbee2mqtt/attic", "temperature"));
    rig.comes("zigbee2mqtt/bridge/devices", "[{\"friendly_name\":\"loft\"}]");
    assertEquals(Ended.Why.REMOVED, why("zigbee2mqtt/attic", "temperature"));
    assertNull(why("zigbee2mqtt/loft", "temperature"));
  }

  @Test
  void anEntityWhoseDiscoveryIsTakenBackIsGone() {
    rig.comes(
        "homeassistant/sensor/s1/config",
        "{\"state_topic\":\"s1\",\"name\":\"Sauna\",\"value_template\":\"{{ value_json.t }}\"}");
    rig.comes("s1", "{\"t\":80,\"h\":10}");
    rig.comes("homeassistant/sensor/s1/config", "");
    assertEquals(Ended.Why.REMOVED, why("s1", "t"));
    assertNull(why("s1", "h"));
  }

  @Test
  void whatHasEndedIsStillSoAfterARestart(@TempDir Path folder) throws Exception {
    rig.comes("a/b", "5");
    rig.comes("a/b", "unknown");
    rig.knowledge.snapshot(folder.resolve("k"));
    Knowledge next = new Knowledge(KnowledgeSettings.standard(), rig.clock);
    next.restore(folder.resolve("k"));
    Ended ended = next.fact("a/b", "").orElseThrow().ended();
    assertNotNull(ended);
    assertEquals(new Ended(Ended.Why.NO_VALUE, rig.clock.instant()), ended);
  }
}
