package io.parley.bench.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoutedTest {
  @Test
  void wilsonsIntervalIsThePublishedOne() {
    // Newcombe 1998, Statistics in Medicine 17, table I, method 3
    interval(0.2553, 0.3662, Routed.wilson(81, 263));
    interval(0.0624, 0.1605, Routed.wilson(15, 148));
    interval(0.0000, 0.1611, Routed.wilson(0, 20));
    interval(0.0061, 0.1718, Routed.wilson(1, 29));
    interval(0, 1, Routed.wilson(0, 0));
  }

  private static void interval(double low, double high, Routed.Figure figure) {
    assertEquals(low, figure.low(), 5e-5);
    assertEquals(high, figure.high(), 5e-5);
  }

  @Test
  void countsWhatWentUpAsRightAndWhatIsSureAsTheModelSays() {
    List<Routed.One> all = new ArrayList<>();
    add(all, 60, true, true);
    add(all, 2, true, false);
    add(all, 8, false, true);
    add(all, 30, false, false);
    Routed routed = new Routed(all);

    assertEquals(62, routed.sure());
    assertEquals(0.02, routed.wrongOfAll().value(), 1e-12);
    assertEquals(2.0 / 62, routed.wrongOfSure().value(), 1e-12);
    assertEquals(0.62, routed.saved().value(), 1e-12);
    assertEquals(0.98, routed.accuracy().value(), 1e-12);
    // 38 of 100 go up by chance and are right; of the other 62, 68 % are
    assertEquals(0.38 + 0.62 * 0.68, routed.mixAccuracy(), 1e-12);
    Routed.Figure gain = routed.gain();
    assertEquals(0.98 - (0.38 + 0.62 * 0.68), gain.value(), 1e-12);
    assertTrue(0 < gain.low() && gain.low() < gain.value() && gain.value() < gain.high());
  }

  @Test
  void aRouterThatKnowsNothingGainsNothing() {
    List<Routed.One> all = new ArrayList<>();
    add(all, 40, true, true);
    add(all, 10, true, false);
    add(all, 40, false, true);
    add(all, 10, false, false);

    Routed.Figure gain = new Routed(all).gain();

    assertEquals(0, gain.value(), 1e-12);
    assertTrue(gain.low() < 0 && 0 < gain.high(), gain.toString());
  }

  @Test
  void whereNothingGoesUpThereIsNothingToGain() {
    Routed routed = new Routed(Collections.nCopies(5, new Routed.One(true, false)));

    assertEquals(0, routed.gain().value(), 1e-12);
    assertEquals(1, routed.wrongOfAll().value(), 1e-12);
    assertEquals(0, routed.mixAccuracy(), 1e-12);
  }

  private static void add(List<Routed.One> all, int count, boolean sure, boolean localRight) {
    all.addAll(Collections.nCopies(count, new Routed.One(sure, localRight)));
  }
}
