package io.parley.ingest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SenML's unit symbols (RFC 8428, section 12.1; RFC 8798) as people write them. */
final class SenmlUnits {
  private static final Map<String, String> SHOWN =
      Map.ofEntries(
          Map.entry("Cel", "°C"),
          Map.entry("degC", "°C"),
          Map.entry("%RH", "%"),
          Map.entry("%EL", "%"),
          Map.entry("EL", "s"),
          Map.entry("m2", "m²"),
          Map.entry("m3", "m³"),
          Map.entry("l/s", "l/s"),
          Map.entry("m3/s", "m³/s"),
          Map.entry("W/m2", "W/m²"),
          Map.entry("beat/min", "bpm"),
          Map.entry("beats", ""),
          Map.entry("count", ""),
          Map.entry("/", ""),
          Map.entry("deg", "°"),
          Map.entry("lx", "lx"),
          Map.entry("dBW", "dBW"),
          Map.entry("ug/m3", "µg/m³"),
          Map.entry("kg/m3", "kg/m³"));

  private SenmlUnits() {}

  /** The unit as shown; absent for none and for those that only count. */
  static @Nullable String shown(@Nullable String symbol) {
    if (symbol == null) {
      return null;
    }
    String shown = SHOWN.getOrDefault(symbol, symbol);
    return shown.isEmpty() ? null : shown;
  }
}
