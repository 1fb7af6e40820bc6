package io.parley.llama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ChoicePathTest {
  private static final int END = 2;
  private static final int[] SEPARATOR = {9, 8};

  private static ChoicePath path(int most, List<int[]> alternatives, List<int[]> alone) {
    return new ChoicePath(alternatives, alone, SEPARATOR, most, END);
  }

  private static int[] allowed(ChoicePath path, int... tokens) {
    for (int token : tokens) {
      path.accept(token);
    }
    return path.allowed();
  }

  @Test
  void theRootAllowsEveryFirstTokenOnce() {
    ChoicePath path =
        path(
            1,
            List.of(new int[] {30, 1}, new int[] {10}, new int[] {30, 5}),
            List.of(new int[] {7}));
    assertArrayEquals(new int[] {7, 10, 30}, path.allowed());
    assertArrayEquals(new int[] {1, 5}, allowed(path, 30));
  }

  @Test
  void aWholeTextThatIsThePrefixOfAnotherMayEndOrGoOn() {
    ChoicePath path = path(1, List.of(new int[] {10}, new int[] {10, 11}), List.of());
    assertArrayEquals(new int[] {END, 11}, allowed(path, 10));
    path.accept(END);
    assertTrue(path.done());
    assertEquals(0, path.allowed().length);
  }

  @Test
  void afterTheSeparatorComeOnlyTextsNotUsedYet() {
    ChoicePath path =
        path(3, List.of(new int[] {10}, new int[] {20}, new int[] {30}), List.of(new int[] {7}));
    assertArrayEquals(new int[] {END, 9}, allowed(path, 20));
    assertArrayEquals(new int[] {8}, allowed(path, 9));
    assertArrayEquals(new int[] {10, 30}, allowed(path, 8));
    assertArrayEquals(new int[] {END, 9}, allowed(path, 10));
    assertArrayEquals(new int[] {30}, allowed(path, 9, 8));
    assertArrayEquals(new int[] {END}, allowed(path, 30));
  }

  @Test
  void whatStandsAloneIsJoinedWithNothing() {
    ChoicePath path = path(3, List.of(new int[] {10}, new int[] {20}), List.of(new int[] {7}));
    assertArrayEquals(new int[] {END}, allowed(path, 7));
  }

  @Test
  void oneAlternativeIsNotJoinedWithItself() {
    ChoicePath path = path(3, List.of(new int[] {10}, new int[] {10}), List.of());
    assertArrayEquals(new int[] {END}, allowed(path, 10));
  }

  @Test
  void aTokenThatIsNotAllowedIsRefused() {
    ChoicePath path = path(1, List.of(new int[] {10, 11}), List.of());
    assertThrows(IllegalArgumentException.class, () -> path.accept(12));
    path.accept(10);
    assertThrows(IllegalArgumentException.class, () -> path.accept(END));
    assertFalse(path.done());
  }

  @Test
  void theLongestAnswerIsBounded() {
    ChoicePath path = path(2, List.of(new int[] {1, 2, 3}), List.of(new int[] {4}));
    assertTrue(path.longest() >= 3 + 2 + 1 && path.longest() <= 11);
  }
}
