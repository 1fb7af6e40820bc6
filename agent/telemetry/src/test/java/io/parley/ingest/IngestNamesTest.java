package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.knowledge.NamingRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a series is called, its unit and its age. */
final class IngestNamesTest {
  private final IngestRig rig = new IngestRig();

  @Test
  void doesNotKnowTheAgeOfWhatWasRetained() {
    rig.ingest.accept("#", "a", "5".getBytes(UTF_8), null, true);
    assertNull(rig.fact("a", "").at());
    assertThrows(
        IllegalArgumentException.class,
        () -> rig.ingest.accept("other/#", "a", new byte[0], null, false));
  }

  @Test
  void takesUnitsFromZigbeesDeviceList() {
    rig.comes("zigbee2mqtt/hall/trv", "{\"local_temperature\":20.5,\"eco\":{\"t\":16}}");
    rig.comes(
        "zigbee2mqtt/bridge/devices",
        "[{\"friendly_name\":\"Coordinator\",\"definition\":null},{\"friendly_name\":\"hall/trv\","
            + "\"definition\":{\"exposes\":[{\"type\":\"climate\",\"features\":[{\"type\":\"numeric\","
            + "\"property\":\"local_temperature\",\"unit\":\"°F\"}]},{\"type\":\"composite\","
            + "\"property\":\"eco\",\"features\":[{\"property\":\"t\",\"unit\":\"K\"}]},7]}}]");
    assertEquals("°F", rig.fact("zigbee2mqtt/hall/trv", "local_temperature").unit());
    assertEquals(
        "hall trv temperature", rig.fact("zigbee2mqtt/hall/trv", "local_temperature").name());
    assertEquals("K", rig.fact("zigbee2mqtt/hall/trv", "eco.t").unit());
  }

  @Test
  void namesSeriesAsHomieDoes() {
    rig.comes(
        "homie/5/bath/$description",
        "{\"name\":\"Bathroom\",\"nodes\":{\"clim\":{\"name\":\"Climate\",\"properties\":{\"t\":"
            + "{\"name\":\"Temperature\",\"unit\":\"°F\"}}}}}");
    rig.comes("homie/5/bath/clim/t", "70.1");
    assertEquals("bathroom climate temperature", rig.fact("homie/5/bath/clim/t", "").name());
    assertEquals("°F", rig.fact("homie/5/bath/clim/t", "").unit());

    rig.comes("homie/attic/meter/p", "31");
    assertEquals("attic meter p", rig.fact("homie/attic/meter/p", "").name());
    rig.comes("homie/attic/meter/p/$name", "Power");
    rig.comes("homie/attic/meter/p/$unit", "kW");
    rig.comes("homie/attic/meter/p/$datatype", "integer");
    rig.comes("homie/attic/$name", "Roof");
    rig.comes("homie/attic/meter/p", "32");
    assertEquals("roof meter power", rig.fact("homie/attic/meter/p", "").name());
    assertEquals("kW", rig.fact("homie/attic/meter/p", "").unit());
    assertEquals(2, rig.knowledge.size());
  }

  @Test
  void namesByTheRulesOfTheFilter() {
    Ingest ruled =
        rig.ingest(
            new IngestFilter(
                "plant/#",
                Format.AUTO,
                List.of(
                    new NamingRule("plant/{place}/{device}/{quantity}", null, null),
                    new NamingRule("plant/+/{device}", "{device} {path}", "bar"))));
    ruled.accept("plant/#", "plant/hall2/boilerA/temp", "80".getBytes(UTF_8), null, false);
    ruled.accept("plant/#", "plant/x/pump", "{\"p\":2}".getBytes(UTF_8), null, false);
    assertEquals("hall 2 boiler a temperature", rig.fact("plant/hall2/boilerA/temp", "").name());
    assertEquals("pump p", rig.fact("plant/x/pump", "p").name());
    assertEquals("bar", rig.fact("plant/x/pump", "p").unit());
    assertThrows(IllegalArgumentException.class, () -> new NamingRule("a/x{b}", null, null));
    assertThrows(IllegalArgumentException.class, () -> new NamingRule("#/a", null, null));
  }
}
