package io.parley.ladderbench;

import java.util.ArrayList;
import java.util.List;

/** Which of the queries of a run took a model, in their order. */
final class ModelUse {
  private static final int PART = 100;

  private final List<Boolean> taken = new ArrayList<>();

  void note(boolean byModel) {
    taken.add(byModel);
  }

  long queries() {
    return taken.size();
  }

  /** How many took one. */
  long count() {
    return taken.stream().filter(byModel -> byModel).count();
  }

  /** Of each hundred, the share that took none, in percent. */
  List<Long> withoutPer100() {
    List<Long> shares = new ArrayList<>();
    for (int from = 0; from < taken.size(); from += PART) {
      List<Boolean> part = taken.subList(from, Math.min(from + PART, taken.size()));
      shares.add(Math.round(100 * (1 - share(part))));
    }
    return shares;
  }

  /** The share of the last so many that took one. */
  double lastShare(int last) {
    return share(taken.subList(Math.max(0, taken.size() - last), taken.size()));
  }

  private static double share(List<Boolean> part) {
    return part.stream().filter(byModel -> byModel).count() / (double) part.size();
  }
}
