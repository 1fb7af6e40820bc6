package io.parley.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.knowledge.MovableClock;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HomeAssistantTest {
  private final MovableClock clock = new MovableClock();
  private final Knowledge knowledge = new Knowledge(KnowledgeSettings.standard(), clock);
  private final Ingest ingest =
      new Ingest(IngestSettings.of("parley/v1", List.of(IngestFilter.of("#"))), knowledge, clock);

  private void comes(String topic, String payload) {
    ingest.accept("#", topic, payload.replace('\'', '"').getBytes(UTF_8), null, true);
  }

  private Fact fact(String topic, String path) {
    return knowledge.fact(topic, path).orElseThrow();
  }

  @Test
  void namesASensorByItsDeviceInAbbreviatedKeys() {
    comes(
        "homeassistant/sensor/0x1/t/config",
        "{'~':'home/0x1','stat_t':'~/state','val_tpl':'{{ value_json.t }}','name':'Temperature',"
            + "'unit_of_meas':'°F','dev_cla':'temperature','dev':{'name':'Wine Cellar'}}");
    comes("home/0x1/state", "{'t':55.5}");
    Fact fact = fact("home/0x1/state", "t");
    assertEquals("wine cellar temperature", fact.name());
    assertEquals("temperature", fact.quantity());
    assertEquals("°F", fact.unit());
  }

  @Test
  void namesAllComponentsOfADevice() {
    comes(
        "homeassistant/device/shed/config",
        "{'dev':{'name':'Shed','ids':['a']},'o':{'name':'x'},'state_topic':'shed/all','cmps':{"
            + "'a':{'p':'sensor','name':'Outdoor','device_class':'humidity','unit_of_measurement':'%',"
            + "'value_template':'{{ value_json.out.h | float }}','unique_id':'1'},"
            + "'b':{'p':'binary_sensor','device_class':'door','name':'Front door',"
            + "'payload_on':true,'payload_off':false,'value_template':'{{ value_json.door }}'}}}");
    comes("shed/all", "{'out':{'h':71},'door':true}");
    assertEquals("shed outdoor humidity", fact("shed/all", "out.h").name());
    assertEquals("shed front door", fact("shed/all", "door").name());
    assertEquals("open", fact("shed/all", "door").said());
    assertEquals(true, fact("shed/all", "door").value());
  }

  @Test
  void saysStatesInTheWordsOfTheDeviceClass() {
    comes(
        "homeassistant/binary_sensor/leak/config",
        "{'state_topic':'w','name':'Laundry leak','device_class':'moisture'}");
    comes("w", "ON");
    assertEquals("wet", fact("w", "").said());
    comes("w", "OFF");
    assertEquals("dry", fact("w", "").said());
    assertEquals("leak", fact("w", "").quantity());
  }

  @Test
  void knowsTheTwoTemperaturesOfAThermostat() {
    comes(
        "homeassistant/climate/lounge/config",
        "{'name':null,'device':{'name':'Lounge thermostat'},'curr_temp_t':'th/s','curr_temp_tpl':"
            + "'{{ value_json.local }}','temp_stat_t':'th/s','temp_stat_tpl':'{{value_json.set}}'}");
    comes("th/s", "{'local':20.5,'set':21}");
    assertEquals("lounge thermostat temperature", fact("th/s", "local").name());
    assertEquals("lounge thermostat setpoint", fact("th/s", "set").name());
  }

  @Test
  void forgetsTheNameWhenTheDiscoveryIsTakenBack() {
    comes("homeassistant/sensor/a/config", "{'state_topic':'s','name':'Sauna'}");
    comes("s", "80");
    assertEquals("sauna", fact("s", "").name());
    comes("homeassistant/sensor/a/config", "");
    comes("s", "81");
    assertNotEquals("sauna", fact("s", "").name());
    comes("homeassistant/sensor/a/config", "[1]");
    comes("homeassistant/sensor/a/config", "{'state_topic':7,'device':'x','name':['y']}");
    assertTrue(ingest.counts().get(0).unreadable().isEmpty());
  }
}
