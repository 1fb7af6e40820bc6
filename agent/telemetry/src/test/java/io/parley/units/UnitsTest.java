package io.parley.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "32, °F, °C, 0",
    "212, F, Cel, 100",
    "-40, °C, °F, -40",
    "0, °C, K, 273.15",
    "1.5, kWh, Wh, 1500",
    "3600, kJ, kWh, 1",
    "36, km/h, m/s, 10",
    "212, kPa, bar, 2.12",
    "1013, mbar, hPa, 1013",
    "1, m³/h, L/h, 1000",
    "1, in, mm, 25.4",
    "5, %, ppm, 50000",
    "1, gal, L, 3.785411784",
    "90, min, h, 1.5",
    "1, kWh, MJ, 3.6"
  })
  void valuesConvert(BigDecimal value, String from, String to, BigDecimal expected) {
    assertEquals(0, expected.compareTo(Units.convert(value, from, to)));
  }

  @Test
  void aDifferenceHasNoZeroToMove() {
    BigDecimal ten = BigDecimal.TEN;
    assertEquals(0, new BigDecimal("18").compareTo(Units.convertDifference(ten, "°C", "°F")));
    assertEquals(0, ten.compareTo(Units.convertDifference(ten, "°C", "K")));
  }

  @Test
  void caseDecidesOnlyWhereItHasTo() {
    assertEquals("mW", Units.of("mW").orElseThrow().symbol());
    assertEquals("MW", Units.of("MW").orElseThrow().symbol());
    assertEquals(Optional.empty(), Units.of("mw"));
    assertEquals("kWh", Units.of("KWH").orElseThrow().symbol());
    assertEquals("µg/m³", Units.of("\u03bcg/m³").orElseThrow().symbol());
  }

  @Test
  void onlyUnitsOfOneDimensionConvert() {
    assertFalse(Units.convertible("W", "VA"));
    assertFalse(Units.convertible("W", null));
    assertTrue(Units.convertible(null, null));
    assertTrue(Units.convertible("NTU", "NTU"));
    assertFalse(Units.convertible("NTU", "FNU"));
    assertThrows(IllegalArgumentException.class, () -> Units.convert(BigDecimal.ONE, "W", "kWh"));
    assertThrows(
        IllegalArgumentException.class, () -> Units.convertDifference(BigDecimal.ONE, "W", null));
  }
}
