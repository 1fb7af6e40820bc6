package io.parley.examples;

import io.parley.coap.CoapDevice;
import java.util.List;

/**
 * A sensor on a slow link: it publishes what it measures, each value once it is safe at the broker,
 * and asks its gateway about it. {@code ./parley gateway}, then this with {@code
 * coap://127.0.0.1:5683}, or {@code coaps://IDENTITY:KEYINHEX@HOST:5684} from elsewhere.
 */
public final class CoapSensor {
  private static final List<Double> MEASURED = List.of(79.5, 80.25, 81.5);

  private CoapSensor() {}

  /** The first argument is the URL of the gateway's CoAP entrance. */
  public static void main(String[] args) {
    System.out.println(measureAndAsk(args.length > 0 ? args[0] : "coap://127.0.0.1:5683"));
  }

  /** Publishes three values and asks; the answer in words. */
  static String measureAndAsk(String url) {
    try (CoapDevice device = CoapDevice.at(url)) {
      for (double celsius : MEASURED) {
        device.publish("plant1/boiler/3/temperature", Double.toString(celsius)).join();
      }
      return device.ask("boiler/3", "What is the temperature of boiler 3?").join();
    }
  }
}
