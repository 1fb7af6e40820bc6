package io.parley.history;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The newest changes of one series, oldest first, in arrays. Not safe for several threads. */
final class RawSteps {
  /** The most changes that are kept. */
  static final int MOST = 512;

  /** So many of the newest are kept however old they are. */
  static final int AT_LEAST = 64;

  /** More than {@link #AT_LEAST} are kept only while they are no older; design.md, History. */
  static final long AGE_MS = 8 * 86_400_000L;

  private static final int FIRST_LENGTH = 4;

  private long[] at = new long[FIRST_LENGTH];
  private double[] number = new double[FIRST_LENGTH];
  private @Nullable StateValue @Nullable [] other;
  private int size;

  int size() {
    return size;
  }

  /** How many there is room for in the arrays. */
  int capacity() {
    return at.length;
  }

  long at(int index) {
    return at[index];
  }

  double number(int index) {
    return number[index];
  }

  @Nullable StateValue other(int index) {
    return other == null ? null : other[index];
  }

  boolean isGap(int index) {
    return StateValue.GAP.equals(other(index));
  }

  /** The index of the last step at or before an instant; -1 if all are after it. */
  int indexAt(long instant) {
    if (size > 0 && at[size - 1] <= instant) {
      return size - 1;
    }
    int found = Arrays.binarySearch(at, 0, size, instant);
    return found >= 0 ? found : -found - 2;
  }

  boolean equal(int index, double aNumber, @Nullable StateValue anOther) {
    StateValue mine = other(index);
    return Objects.equals(mine, anOther)
        && (mine != null || Double.compare(number[index], aNumber) == 0);
  }

  void set(int index, double aNumber, @Nullable StateValue anOther) {
    number[index] = aNumber;
    if (anOther != null && other == null) {
      other = new StateValue[at.length];
    }
    if (other != null) {
      other[index] = anOther;
    }
  }

  void insert(int index, long instant, double aNumber, @Nullable StateValue anOther) {
    if (size == at.length) {
      resize(size + Math.max(FIRST_LENGTH, size / 2));
    }
    System.arraycopy(at, index, at, index + 1, size - index);
    System.arraycopy(number, index, number, index + 1, size - index);
    if (other != null) {
      System.arraycopy(other, index, other, index + 1, size - index);
    }
    size++;
    at[index] = instant;
    set(index, aNumber, anOther);
  }

  /** Removes steps from one index up to another. */
  void remove(int from, int to) {
    System.arraycopy(at, to, at, from, size - to);
    System.arraycopy(number, to, number, from, size - to);
    if (other != null) {
      System.arraycopy(other, to, other, from, size - to);
      Arrays.fill(other, size - (to - from), size, null);
    }
    size -= to - from;
    if (size < at.length / 4 && at.length > AT_LEAST) {
      resize(Math.max(AT_LEAST, size * 2));
    }
  }

  private void resize(int length) {
    at = Arrays.copyOf(at, length);
    number = Arrays.copyOf(number, length);
    if (other != null) {
      other = Arrays.copyOf(other, length);
    }
  }
}
