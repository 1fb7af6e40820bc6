package io.parley.demo;

import static io.parley.demo.SimulatedDevice.swing;
import static io.parley.demo.SimulatedDevice.tenths;

import io.parley.demo.SimulatedDevice.Said;
import java.util.List;

/**
 * The devices of the demo's plant that speak MQTT, each in the dialect of a real one: Zigbee2MQTT
 * JSON, Home Assistant discovery with its state topic, plain numbers on Homie-like topics, SenML
 * JSON.
 */
final class Plant {
  /** Boiler 3 runs hot on purpose. */
  static final double BOILER_LIMIT = 80.0;

  /** What boiler 3 shows all the time the demo runs. */
  static final String BOILER_3 = "84.2";

  /** The peak that the cold store shows in its first seconds, and never again. */
  static final String COLD_STORE_PEAK = "7.9";

  private Plant() {}

  static List<SimulatedDevice> devices() {
    return List.of(
        tick ->
            List.of(
                Said.of(
                    "zigbee2mqtt/boiler room",
                    "{\"temperature\":%s,\"humidity\":%s,\"battery\":97,\"linkquality\":120}"
                        .formatted(tenths(28.4), tenths(swing(41, 2, tick, 40))))),
        tick ->
            List.of(
                Said.of(
                    "zigbee2mqtt/cellar window",
                    "{\"contact\":false,\"battery\":88,\"linkquality\":73}")),
        tick ->
            List.of(
                Said.of(
                    "zigbee2mqtt/hall light",
                    "{\"state\":\"ON\",\"brightness\":200,\"linkquality\":101}")),
        tick ->
            List.of(
                Said.of(
                    "zigbee2mqtt/office light",
                    "{\"state\":\"OFF\",\"brightness\":0,\"linkquality\":99}")),
        new DiscoveredSensor("greenhouse", "Greenhouse", "temperature", "°C", tick -> tenths(23.6)),
        new DiscoveredSensor("workshop", "Workshop", "temperature", "°C", tick -> tenths(19.2)),
        new BoilerController(3, BOILER_3),
        new BoilerController(30, "61.0"),
        tick ->
            List.of(Said.of("plant/cold-store/temperature", tick < 3 ? COLD_STORE_PEAK : "4.1")),
        tick ->
            List.of(
                new Said(
                    "plant/tank/1",
                    "[{\"bn\":\"tank 1 \",\"n\":\"level\",\"u\":\"%%\",\"v\":%s}]"
                        .formatted(tenths(62.5)),
                    "application/senml+json")));
  }

  /** The pump house: one controller, plain numbers. */
  static List<SimulatedDevice> pumps() {
    return List.of(
        tick ->
            List.of(
                Said.of("pumps/pump/2/flow", "12.4"),
                Said.of("pumps/pump/2/pressure", "3.1"),
                Said.of("pumps/pump/1/flow", "0.0")));
  }

  /** A sensor that announces itself to Home Assistant, retained, and publishes JSON states. */
  private record DiscoveredSensor(
      String id, String name, String quantity, String unit, Reading reading)
      implements SimulatedDevice {
    @Override
    public List<Said> hello() {
      return List.of(
          Said.of(
              "homeassistant/sensor/%s/%s/config".formatted(id, quantity),
              """
              {"name":"%s","unique_id":"%s_%s","state_topic":"sensors/%s/state",\
              "value_template":"{{ value_json.v }}","unit_of_measurement":"%s",\
              "device_class":"%s","device":{"identifiers":["%s"],"name":"%s"}}"""
                  .formatted(quantity, id, quantity, id, unit, quantity, id, name)));
    }

    @Override
    public List<Said> at(int tick) {
      return List.of(
          Said.of("sensors/%s/state".formatted(id), "{\"v\":%s}".formatted(reading.at(tick))));
    }
  }

  /**
   * A controller on Homie-like topics: plain numbers, one topic each, the limit beside the value.
   */
  private record BoilerController(int number, String temperature) implements SimulatedDevice {
    @Override
    public List<Said> at(int tick) {
      String base = "plant/boiler/%d/".formatted(number);
      return List.of(
          Said.of(base + "temperature", temperature),
          Said.of(base + "temperature_limit", tenths(BOILER_LIMIT)),
          Said.of(base + "pressure", "1.8"));
    }
  }

  /** What a sensor shows at a tick. */
  private interface Reading {
    String at(int tick);
  }
}
