package io.parley.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.knowledge.Fact;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template of discovery does to a value. */
final class TemplateTest {
  private final IngestRig rig = new IngestRig();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{{ value_json.temperature }};temperature",
        "{{value_json.a.b_c|round(1)}};a.b_c",
        "{{ value_json['a b']['c'] }};a b.c",
        "{{ value_json[\"x\"][0].y }};x.0.y",
        "{{- value_json.t -}};t",
        "{{ value }};``",
        "{{ value | float }};``",
        "{{ value_json.t | default(0) | float(0) | round(2, 'floor') }};t",
        "{{ '%0.1f'|format(value_json.t) }};t",
        "{{ \"%d\" | format(value_json.t | int) }};t",
        "{{ (value_json.t) | is_defined }};t",
        "{{ float(value_json.t) }};t",
        "{{ value_json.t * 1 }};t",
        "{{ value_json.t | float + 0 }};t",
      })
  void findsThePathWhereNothingIsComputed(String template, String path) {
    assertEquals(new Template(path, null, true), Template.of(template));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{{ value_json.x | float / 100 }};250;2.5",
        "{{ value_json.x * 0.001 }};4512345;4512.345",
        "{{ 10 * value_json.x }};7;70",
        "{{ value_json.x | int - 40 }};140;100",
        "{{ 100 - value_json.x }};30;70",
        "{{ (value_json.x | float / 10) | round(1) }};215;21.5",
        "{{ ((value_json.x - 32) * 5 / 9) | round(1) }};212;100",
        "{{ (value_json.x - 32) / 1.8 }};50;10",
        "{{ value_json.x | multiply(0.5) | add(3) }};8;7",
        "{{ -value_json.x }};5;-5",
        "{{ value_json.x / 3 }};1;0.333333333333",
        "{{ value_json.x / 3 }};3;1",
      })
  void appliesConstantFactorsAndOffsets(String template, String came, String stands) {
    discover(template);
    rig.comes("dev", "{\"x\":" + came + "}");
    Fact fact = rig.fact("dev", "x");
    assertEquals(stands, fact.value().toString());
    assertEquals("bar", fact.unit());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ value_json.x * value_json.x }}",
        "{{ 10 / value_json.x }}",
        "{% if value_json.x > 3 %}1{% endif %}",
        "{{ value_json.x ** 2 }}",
        "{{ value_json.x | int % 10 }}",
        "{{ 'a' if value_json.x else 'b' }}",
        "{{ value_json.x | log }}",
        "{{ value_json.x * states('sensor.y') | float }}",
        "{{ value_json.x | float / 1000 }} and {{ value_json.x }}",
        "{{ '%0.1f bar' | format(value_json.x) }}",
      })
  void whatItDoesNotUnderstandHasItsNameWithoutUnit(String template) {
    discover(template);
    rig.comes("dev", "{\"x\":8}");
    assertEquals("pump main", rig.fact("dev", "x").name());
    assertNull(rig.fact("dev", "x").unit());
    assertEquals(8L, rig.fact("dev", "x").value());
    assertEquals(Map.of(Noted.TEMPLATE, 1L), rig.count().noted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "{{ value_json }}", "{{ value_json.a + value_json.b }}", "{{ now() }}"})
  void aTemplateOfNoneOrSeveralValuesDescribesNone(String template) {
    assertNull(Template.of(template));
    assertNull(Template.of("{{ value" + " ".repeat(300) + "}}"));
    assertNull(Template.of("{{ " + "(".repeat(90) + "1" + ")".repeat(90) + " }}"));
  }

  @Test
  void discoveryThatComesAfterTheValueConvertsIt() {
    rig.comes("dev", "{\"x\":250}");
    discover("{{ value_json.x / 100 }}");
    assertEquals("2.5", rig.fact("dev", "x").value().toString());
    rig.comes("dev", "{\"x\":300}");
    discover("{{ value_json.x / 10 }}");
    assertEquals("30", rig.fact("dev", "x").value().toString());
  }

  @Test
  void whatIsNotUnderstoodDoesNotReplaceWhatIs() {
    discover("{{ value_json.x / 100 }}");
    rig.comes(
        "homeassistant/binary_sensor/b/config",
        "{\"name\":\"Too high\",\"stat_t\":\"dev\",\"val_tpl\":\"{{ value_json.x > 9 }}\"}");
    rig.comes("dev", "{\"x\":250}");
    assertEquals("pump main", rig.fact("dev", "x").name());
    assertEquals("2.5", rig.fact("dev", "x").value().toString());
  }

  @Test
  void aWordThatComesTwiceInADevicesNameDoesNotCostTheDevice() {
    rig.comes(
        "homeassistant/device/gas1/config",
        "{\"dev\":{\"ids\":\"gas1\",\"name\":\"Gas Meter\"},\"stat_t\":\"gas/1\",\"cmps\":{"
            + "\"p\":{\"p\":\"sensor\",\"name\":\"Gas Pressure\",\"dev_cla\":\"pressure\",\"unit_of_meas\":\"mbar\",\"val_tpl\":\"{{ value_json.p }}\"},"
            + "\"v\":{\"p\":\"sensor\",\"name\":\"Volume\",\"stat_cla\":\"total_increasing\",\"val_tpl\":\"{{ value_json.v }}\"}}}");
    rig.comes("gas/1", "{\"p\":21.5,\"v\":8001}");
    assertEquals("gas meter gas pressure", rig.fact("gas/1", "p").name());
    assertEquals("mbar", rig.fact("gas/1", "p").unit());
    assertEquals("gas meter volume", rig.fact("gas/1", "v").name());
  }

  @Test
  void anEntityThatNamesItsDeviceByIdsHasTheNameThatAnotherGave() {
    rig.comes(
        "homeassistant/sensor/t/config",
        "{\"name\":\"Humidity\",\"stat_t\":\"ble/7\",\"val_tpl\":\"{{ value_json.h }}\","
            + "\"dev\":{\"ids\":[\"x7\"],\"name\":\"Root Cellar\",\"sa\":\"Basement\"}}");
    rig.comes(
        "homeassistant/sensor/b/config",
        "{\"dev_cla\":\"battery\",\"stat_t\":\"ble/7\",\"val_tpl\":\"{{ value_json.b }}\","
            + "\"unit_of_meas\":\"%\",\"dev\":{\"ids\":\"x7\"}}");
    rig.comes(
        "homeassistant/sensor/n/config",
        "{\"dev_cla\":\"battery\",\"stat_t\":\"barn/hatch/charge\",\"unit_of_meas\":\"%\","
            + "\"dev\":{\"ids\":\"nobody\"}}");
    rig.comes("ble/7", "{\"h\":81,\"b\":40}");
    rig.comes("barn/hatch/charge", "77");
    assertEquals("root cellar battery", rig.fact("ble/7", "b").name());
    assertEquals("barn hatch charge", rig.fact("barn/hatch/charge", "").name());
    assertEquals("battery", rig.fact("barn/hatch/charge", "").quantity());
    assertEquals(
        "Basement",
        rig.knowledge.known(10).stream()
            .filter(known -> known.fact().path().equals("h"))
            .findFirst()
            .orElseThrow()
            .place());
  }

  private void discover(String template) {
    assertNotNull(template);
    rig.comes(
        "homeassistant/sensor/x/config",
        "{\"name\":\"Main\",\"dev\":{\"name\":\"Pump\"},\"stat_t\":\"dev\",\"unit_of_meas\":\"bar\",\"val_tpl\":\""
            + template.replace("\"", "\\\"")
            + "\"}");
  }
}
