package io.parley.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.device.Device;
import io.parley.device.DeviceDetection;
import io.parley.device.DeviceProfiles;
import io.parley.engine.ModelInfo;
import io.parley.gguf.RandomModel;
import io.parley.worker.WorkerModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device bears reaches the worker that runs its model. */
final class ModelRoomIT {
  @TempDir Path folder;

  @Test
  void aWorkerDecodesAsManyQuestionsAtOnceAsItsBoardBears() throws Exception {
    Path board = Files.createDirectories(folder.resolve("proc/device-tree")).resolve("model");
    Files.writeString(board, "Raspberry Pi 3 Model B Plus Rev 1.3\0");
    Device device = new DeviceDetection(folder, "aarch64", 4, DeviceProfiles.bundled()).detect();
    Path model = folder.resolve("tiny.gguf");
    RandomModel.tiny().write(model);

    try (WorkerModel worker =
        WorkerModel.start(ModelRoom.settings("tiny", model, device), Clock.systemUTC())) {
      worker.ready().join();
      ModelInfo info = worker.info();
      assertEquals("pi-3", device.profile().id());
      assertEquals(2, info.slots());
      assertEquals(2048, info.contextTokens());
    }
  }
}
