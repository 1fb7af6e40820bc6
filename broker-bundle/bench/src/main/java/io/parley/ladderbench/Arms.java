package io.parley.ladderbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The three arms on one trace: one run a seed each. */
final class Arms {
  private final List<ArmRun> talk = new ArrayList<>();
  private final List<ArmRun> paper = new ArrayList<>();
  private final List<ArmRun> ladder = new ArrayList<>();

  void run(World world, long seed, List<Trace.Query> queries) throws InterruptedException {
    talk.add(ArmRun.of(world, new TalkArm(world, seed), queries));
    paper.add(ArmRun.of(world, new PaperArm(world, seed), queries));
    ladder.add(ArmRun.of(world, new LadderArm(world, seed), queries));
  }

  List<ArmRun> talk() {
    return talk;
  }

  List<ArmRun> paper() {
    return paper;
  }

  List<ArmRun> ladder() {
    return ladder;
  }

  /** One figure a run. */
  static List<Double> of(List<ArmRun> runs, ToDoubleFunction<ArmRun> figure) {
    return runs.stream().map(figure::applyAsDouble).toList();
  }
}
