package io.parley.demo;

import io.parley.coap.CoapDevice;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Two constrained devices that publish over CoAP: a soil probe and a wind gauge, a value a second.
 */
final class CoapField implements AutoCloseable {
  private final CoapDevice soil;
  private final CoapDevice wind;
  private final ScheduledExecutorService timer;

  private CoapField(CoapDevice soil, CoapDevice wind) {
    this.soil = soil;
    this.wind = wind;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "coap devices");
              thread.setDaemon(true);
              return thread;
            });
  }

  static CoapField play(String url) {
    CoapField field = new CoapField(CoapDevice.at(url), CoapDevice.at(url));
    var unused = field.timer.scheduleAtFixedRate(field::tick, 0, 1, TimeUnit.SECONDS);
    return field;
  }

  private void tick() {
    var unused =
        List.of(
            soil.publish("plant/soil-bed/moisture", "31.5"),
            wind.publish("plant/roof/wind_speed", "4.2"));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    soil.close();
    wind.close();
  }
}
