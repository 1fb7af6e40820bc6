package io.parley.worker;

import io.parley.engine.ModelInfo;
import java.util.Map;

/** What others see of a worker; written on the supervisor's thread, read on any. */
final class WorkerFace {
  private volatile ModelInfo info;
  private volatile WorkerStatus status = new WorkerStatus(0, 0, 0, 0, 0, 0, "", "");
  private int starts;
  private String lastDeath = "";
  private String kernels = "";

  WorkerFace(String name, int slots) {
    this.info = new ModelInfo(name, "", ModelInfo.State.LOADING, 0, slots, Map.of());
  }

  ModelInfo info() {
    return info;
  }

  WorkerStatus status() {
    return status;
  }

  void started() {
    starts++;
  }

  void died(String why) {
    lastDeath = why;
    kernels = "";
  }

  void ready(Fields frame, String liveKernels) throws FrameException {
    kernels = liveKernels;
    info =
        new ModelInfo(
            info.name(),
            frame.text("snapshot"),
            ModelInfo.State.READY,
            frame.whole("contextTokens"),
            frame.whole("slots"),
            frame.textMap("metadata"));
  }

  void state(ModelInfo.State state) {
    ModelInfo last = info;
    info =
        new ModelInfo(
            last.name(),
            last.snapshot(),
            state,
            last.contextTokens(),
            last.slots(),
            last.metadata());
  }

  void show(long pid, WorkQueue work, long residentBytes) {
    status =
        new WorkerStatus(
            pid,
            starts,
            work.waiting(),
            work.running(),
            work.tokensPerSecond(),
            residentBytes,
            lastDeath,
            kernels);
  }
}
