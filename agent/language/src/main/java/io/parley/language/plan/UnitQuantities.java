package io.parley.language.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quantity that a unit is of, where it is of one only: degrees are of temperature. */
final class UnitQuantities {
  /** Degrees of which scale is not said. */
  static final String DEGREES = "°";

  private static final Map<String, String> OF =
      Map.ofEntries(
          Map.entry("°C", "temperature"),
          Map.entry("°F", "temperature"),
          Map.entry(DEGREES, "temperature"),
          Map.entry("dB", "noise"),
          Map.entry("K", "temperature"),
          Map.entry("W", "power"),
          Map.entry("kW", "power"),
          Map.entry("MW", "power"),
          Map.entry("Wh", "energy"),
          Map.entry("kWh", "energy"),
          Map.entry("V", "voltage"),
          Map.entry("A", "current"),
          Map.entry("bar", "pressure"),
          Map.entry("mbar", "pressure"),
          Map.entry("hPa", "pressure"),
          Map.entry("kPa", "pressure"),
          Map.entry("psi", "pressure"),
          Map.entry("lx", "illuminance"),
          Map.entry("rpm", "speed"));

  private UnitQuantities() {}

  static @Nullable String of(@Nullable String unit) {
    return unit == null ? null : OF.get(unit);
  }
}
