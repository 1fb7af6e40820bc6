package io.parley.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.knowledge.Fact;
import io.parley.knowledge.Known;
import io.parley.knowledge.SeriesKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, units and copies as existing stacks mean them. */
final class StacksTest {
  private final IngestRig rig = new IngestRig();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "tele/saw/SENSOR;{\"ENERGY\":{\"Power\":1201}};ENERGY.Power;saw power;power;W",
        "tele/saw/SENSOR;{\"ENERGY\":{\"ReactivePower\":90}};ENERGY.ReactivePower;saw reactive power;reactive power;var",
        "tele/saw/SENSOR;{\"ENERGY\":{\"Yesterday\":1.5}};ENERGY.Yesterday;saw energy yesterday;energy;kWh",
        "tele/shed/SENSOR;{\"SHT3X\":{\"Temperature\":61.5},\"TempUnit\":\"F\"};SHT3X.Temperature;shed sht3x temperature;temperature;°F",
        "tele/shed/SENSOR;{\"BME280\":{\"Pressure\":750},\"PressureUnit\":\"mmHg\"};BME280.Pressure;shed bme 280 pressure;pressure;mmHg",
        "tele/shed/STATE;{\"Wifi\":{\"RSSI\":54}};Wifi.RSSI;shed wifi quality;``;%",
        "shellies/attic/emeter/1/power;55.2;``;attic emeter 1 power;power;W",
        "shellies/attic/relay/0/energy;700;``;attic relay 0 energy;energy;W·min",
        "cellar-pm/status/pm1:0;{\"apower\":8.5};apower;cellar pm pm1 power;power;W",
        "cellar-pm/status/pm1:0;{\"aenergy\":{\"total\":81.5}};aenergy.total;cellar pm pm1 energy total;energy;Wh",
        "cellar-pm/status/switch:1;{\"temperature\":{\"tC\":41,\"tF\":105.8}};temperature.tC;cellar pm switch 1 temperature;temperature;°C",
        "roof/116180400011/2/yieldday;812;``;roof 0011 2 yield today;yield;Wh",
        "inverter/south/ch0/P_AC;300;``;inverter south ch 0 ac power;power;W",
        "N/b827eb001122/system/0/Dc/Battery/Power;{\"value\":-40};value;battery power;power;W",
        "evcc/site/homePower;740;``;site home power;power;W",
        "evcc/loadpoints/2/chargedEnergy;5400;``;loadpoints 2 charged energy;energy;Wh",
        "ems-esp/boiler_data;{\"rettemp\":31};rettemp;boiler return temperature;temperature;°C",
        "application/3/device/70b3d57ed0051234/event/up;{\"deviceInfo\":{\"deviceName\":\"Hen house\"},\"object\":{\"lux\":7}};object.lux;hen house illuminance;illuminance;lx",
        "v3/farm@ttn/devices/well-2/up;{\"uplink_message\":{\"decoded_payload\":{\"level\":3}}};uplink_message.decoded_payload.level;well 2 level;level;``",
        "home/gw/BTtoMQTT/A4C1380011FF;{\"name\":\"Loft\",\"tempf\":61,\"tempc\":16.1};tempc;loft temperature;temperature;°C",
        "meter/main;{\"import\":{\"cumulative\":90.5,\"units\":\"kWh\"}};import.cumulative;meter main import cumulative;energy;kWh",
        "zwave/hall/thermostat/128/0/level;{\"time\":1,\"value\":80};value;hall thermostat battery;battery;%",
        "zwave/hall/thermostat/49/0/Air_temperature;{\"value\":20.5};value;hall thermostat air temperature;temperature;°C",
        "zwave/hall/plug/switch_binary/endpoint_0/currentValue;{\"value\":true};value;hall plug;``;``",
        "valetudo/rex/StatusStateAttribute/status;docked;``;rex status;status;``",
        "zigbee2mqtt/bench;{\"power_right\":5};power_right;bench right power;power;W",
        "zigbee2mqtt/bench;{\"state_l2\":\"ON\"};state_l2;bench l2 state;state;``",
        "x/supply;{\"main\":{\"value\":4,\"unit\":\"kW\"}};main.value;x supply main;power;kW",
        "pump/a;{\"flow\":3,\"flow_unit\":\"l/h\",\"temp\":20,\"temperature_unit\":\"C\"};flow;pump a flow;flow;l/h",
      })
  void areNamedWithTheUnitsTheyMean(
      String topic, String payload, String path, String name, String quantity, String unit) {
    rig.comes(topic, payload);
    rig.comes(topic, payload);
    Fact fact = rig.fact(topic, path);
    assertEquals(List.of(name, quantity), List.of(fact.name(), fact.quantity()));
    assertEquals(unit, fact.unit() == null ? "" : fact.unit());
  }

  @ParameterizedTest
  @CsvSource({
    "drive_power_kw, drive power, kW",
    "feed_pressure_mbar, feed pressure, mbar",
    "spindle_speed_rpm, spindle speed, rpm",
    "fan_rpm, fan rpm, rpm",
    "silo_fill_pct, silo fill, %",
    "cell_v, cell voltage, V",
    "battery_v, battery voltage, V",
    "water_temp_f, water temperature, °F",
    "inletTempC, inlet temperature, °C",
    "heat_kwh, heat energy, kWh",
    "hall_lux, hall illuminance, lx",
    "oil_p_bar, oil pressure, bar",
    "run_hours, run hours, h",
    "room_c, room c, ''",
    "section_a, section a, ''",
    "side_bar, side bar, ''",
  })
  void theEndOfAKeyIsItsUnit(String key, String name, String unit) {
    rig.comes("x", "{\"" + key + "\":5}");
    assertEquals("x " + name, rig.fact("x", key).name());
    assertEquals(unit, rig.fact("x", key).unit() == null ? "" : rig.fact("x", key).unit());
  }

  @Test
  void aUsualUnitIsGuessedOnlyWhereTheValueFitsIt() {
    rig.comes(
        "t",
        "{\"battery\":3.7,\"b\":{\"battery\":97},\"humidity\":101,\"moisture\":640,\"rssi\":31,"
            + "\"s\":{\"rssi\":-71},\"light_level\":4,\"temperature\":20}");
    for (String none : List.of("battery", "humidity", "moisture", "rssi", "light_level")) {
      assertNull(rig.fact("t", none).unit(), none);
    }
    assertEquals("%", rig.fact("t", "b.battery").unit());
    assertEquals("dBm", rig.fact("t", "s.rssi").unit());
    assertEquals("°C", rig.fact("t", "temperature").unit());
    rig.comes("u", "61 °F");
    assertNull(rig.fact("t", "temperature").unit());
  }

  @Test
  void aTemperatureInTwoUnitsIsOne() {
    rig.comes("shellies/bath/temperature_f", "106.2");
    rig.comes("shellies/bath/temperature", "41.2");
    rig.comes("n", "{\"temperature\":20,\"temperature_f\":68,\"t\":{\"tC\":4,\"tF\":39.2}}");
    rig.comes("m", "{\"outside_tempf\":41}");
    assertEquals(4, rig.knowledge.size());
    assertEquals("°F", rig.fact("m", "outside_tempf").unit());
    assertEquals("°C", rig.fact("shellies/bath/temperature", "").unit());
  }

  @Test
  void tasmotasRelayIsOneStateHoweverOftenItIsSaid() {
    rig.comes("stat/den/RESULT", "{\"POWER2\":\"ON\"}");
    rig.comes("tele/den/STATE", "{\"POWER2\":\"ON\",\"Dimmer\":40}");
    rig.comes("stat/den/POWER2", "OFF");
    rig.comes("stat/den/RESULT", "{\"POWER2\":\"ON\",\"Dimmer\":55}");
    rig.comes("stat/den/STATUS11", "{\"StatusSTS\":{\"Dimmer\":60}}");
    rig.comes("stat/den/STATUS", "{\"Status\":{\"Module\":1}}");
    rig.comes("stat/den/RESULT", "{\"TelePeriod\":300}");
    assertEquals(2, rig.knowledge.size());
    assertEquals("ON", rig.fact("tele/den/STATE", "POWER2").value());
    assertEquals("den relay 2 state", rig.fact("tele/den/STATE", "POWER2").name());
    assertEquals(60L, rig.fact("tele/den/STATE", "Dimmer").value());

    rig.comes("stat/porch/POWER", "ON");
    rig.comes("tele/porch/STATE", "{\"POWER\":\"OFF\"}");
    assertEquals("OFF", rig.fact("stat/porch/POWER", "").value());
    assertEquals("porch state", rig.fact("stat/porch/POWER", "").name());
    assertEquals("state", rig.fact("stat/porch/POWER", "").quantity());
  }

  @Test
  void shellysNotificationIsACopyOfTheStatus() {
    rig.comes(
        "barn/events/rpc", "{\"src\":\"s\",\"params\":{\"switch:1\":{\"id\":1,\"apower\":7}}}");
    rig.comes("barn/status/switch:1", "{\"id\":1,\"apower\":8,\"output\":false}");
    rig.comes("barn/events/rpc", "{\"src\":\"s\",\"params\":{\"switch:1\":{\"output\":true}}}");
    Fact power = rig.fact("barn/events/rpc", "params.switch:1.apower");
    assertEquals(8L, power.value());
    assertEquals("barn switch 1 power", power.name());
    assertEquals("W", power.unit());
    assertEquals("on", rig.fact("barn/status/switch:1", "output").said());
    assertTrue(rig.knowledge.fact("barn/status/switch:1", "apower").isEmpty());
  }

  @Test
  void devicesThatShareATopicAreToldApart() {
    rig.comes("rtl/events", "{\"model\":\"LaCrosse\",\"id\":7,\"temperature_C\":3.5}");
    rig.comes("rtl/events", "{\"model\":\"LaCrosse\",\"id\":9,\"temperature_C\":8.5}");
    assertEquals(
        "rtl la crosse 7 temperature",
        rig.fact("rtl/events", "[model=LaCrosse,id=7].temperature_C").name());
    assertEquals(
        "3.5", rig.fact("rtl/events", "[model=LaCrosse,id=7].temperature_C").value().toString());
  }

  @Test
  void namesThatStandBesideTheValuesAreTaken() {
    rig.comes("roof/116180400011/name", "Hayloft");
    rig.comes("roof/116180400011/0/power", "90");
    rig.comes("evcc/loadpoints/2/title", "Yard");
    rig.comes("evcc/loadpoints/2/charging", "false");
    rig.comes("N/b827eb001122/tank/3/CustomName", "{\"value\":\"Diesel\"}");
    rig.comes("N/b827eb001122/tank/3/Level", "{\"value\":70}");
    rig.comes("plant/site/name", "Works");
    assertEquals("hayloft power", rig.fact("roof/116180400011/0/power", "").name());
    assertEquals("yard charging", rig.fact("evcc/loadpoints/2/charging", "").name());
    assertEquals("not charging", rig.fact("evcc/loadpoints/2/charging", "").said());
    assertEquals("diesel level", rig.fact("N/b827eb001122/tank/3/Level", "value").name());
    assertEquals("%", rig.fact("N/b827eb001122/tank/3/Level", "value").unit());
    assertEquals("plant site name", rig.fact("plant/site/name", "").name());
  }

  @Test
  void noTwoSeriesShareAName() {
    for (String topic :
        List.of(
            "plug-s-4022d88e30e5/status/switch:0",
            "plug-s-4022d88e31a7/status/switch:0",
            "z/0x00158d0001aa1234",
            "z/0x00158d0001aa5678",
            "a/sensor/hall",
            "a/sensors/hall")) {
      rig.comes(topic, "{\"temperature\":20,\"temp\":21}");
    }
    Set<String> names = new HashSet<>();
    for (Known known : rig.knowledge.known(100)) {
      assertTrue(names.add(known.fact().name()), known.fact().name());
      assertTrue(known.fact().name().matches("(?!.*\\p{Alnum}{8}\\d).*"), known.fact().name());
    }
    assertEquals(12, names.size());
    assertEquals(
        "plug s 30e5 switch temperature",
        rig.fact("plug-s-4022d88e30e5/status/switch:0", "temperature").name());
  }

  @Test
  void anotherBaseOfZigbee2MqttIsFoundByItsBridge() {
    rig.comes(
        "house/zb/bridge/devices",
        "[{\"friendly_name\":\"nook\",\"definition\":{\"exposes\":[{\"property\":\"pressure\",\"unit\":\"hPa\"}]}}]");
    rig.comes("house/zb/bridge/info", "{\"version\":\"2\"}");
    rig.comes("house/zb/nook", "{\"pressure\":1003,\"power\":4,\"action\":\"single\"}");
    rig.comes("house/zb/nook/action", "single");
    assertEquals("nook pressure", rig.fact("house/zb/nook", "pressure").name());
    assertEquals("hPa", rig.fact("house/zb/nook", "pressure").unit());
    assertEquals("W", rig.fact("house/zb/nook", "power").unit());
    assertEquals(3, rig.knowledge.size());
  }

  @ParameterizedTest
  @CsvSource({
    "works/gas/status, ok, gas status, status",
    "works/press7/state, idle, press 7 state, state",
    "works/current/status, ok, current status, status",
    "works/nook/contact/state, open, nook contact, contact",
    "works/nook/humidity/state, 55, nook humidity, humidity",
    "works/boiler/water_consumption, 81, boiler water consumption, consumption",
    "works/mill/power_consumption, 81, mill power, power",
  })
  void aThingThatIsCalledLikeAQuantityKeepsItsName(
      String topic, String value, String name, String quantity) {
    Ingest works = rig.ingest(IngestFilter.of("works/#"));
    works.accept(
        "works/#", topic, value.getBytes(java.nio.charset.StandardCharsets.UTF_8), null, false);
    assertEquals(name, rig.fact(topic, "").name());
    assertEquals(quantity, rig.fact(topic, "").quantity());
  }

  @Test
  void theFirstLevelOfAFilterStaysWhereItIsTheDevice() {
    Ingest node = rig.ingest(IngestFilter.of("barn-node/#"));
    for (String topic : List.of("barn-node/sensor/dew_point/state", "barn-node/fan/roof/state")) {
      node.accept("barn-node/#", topic, new byte[] {'7'}, null, false);
    }
    assertEquals("barn node dew point", rig.fact("barn-node/sensor/dew_point/state", "").name());
    assertEquals("barn node fan roof state", rig.fact("barn-node/fan/roof/state", "").name());
  }

  @Test
  void extremesAreNoLimits() {
    rig.comes(
        "w",
        "{\"wind\":5,\"wind_max\":4,\"oil\":5,\"oil_alarm_high\":9,\"gas\":2,\"gas_alarm\":1,"
            + "\"tank\":5,\"tank_threshold\":8}");
    assertNull(rig.fact("w", "wind").limits());
    assertNull(rig.fact("w", "gas").limits());
    assertEquals(new Fact.Limits(null, 9.0), rig.fact("w", "oil").limits());
    assertEquals(new Fact.Limits(null, 8.0), rig.fact("w", "tank").limits());
  }

  @Test
  void allThatIsKnownIsListedByName() {
    rig.comes("b", "{\"energy\":4,\"button\":\"single\",\"target_temperature\":20}");
    rig.comes("a", "{\"temperature\":4,\"open\":true,\"linkquality\":9}");
    rig.comes("a", "{\"open\":null}");
    List<Known> known = rig.knowledge.known(100);
    assertEquals(
        List.of(
            "a linkquality",
            "a open",
            "a temperature",
            "b button",
            "b energy",
            "b target temperature"),
        known.stream().map(each -> each.fact().name()).toList());
    assertNull(known.get(0).kind());
    assertTrue(known.get(0).diagnostic());
    assertEquals(
        List.of(
            SeriesKind.STATE,
            SeriesKind.MEASUREMENT,
            SeriesKind.EVENT,
            SeriesKind.COUNTER,
            SeriesKind.SETTING),
        known.subList(1, 6).stream().map(Known::kind).toList());
    assertEquals(2, rig.knowledge.known(2).size());
  }
}
