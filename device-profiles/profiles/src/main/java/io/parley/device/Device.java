package io.parley.device;

import java.util.Set;

/**
 * The device this runs on, as it was found.
 *
 * @param profile the class it belongs to
 * @param title its own name: the model in the device tree, else of its processor
 * @param architecture as in {@link DeviceProfile#architecture}
 * @param cores processors this process may use
 * @param memoryBytes memory of the machine, or of the container where that is less
 * @param availableBytes what of it could be had now
 * @param features the processor's features that model kernels look for, e.g. {@code asimddp}
 */
public record Device(
    DeviceProfile profile,
    String title,
    String architecture,
    int cores,
    long memoryBytes,
    long availableBytes,
    Set<String> features) {
  public Device {
    features = Set.copyOf(features);
  }

  /** Bytes that models may take: the memory without the reserve of the profile. */
  public long modelBytes() {
    return Math.max(0, memoryBytes - profile.reserveBytes());
  }

  /** Threads that a model should have: those of the profile, no more than there are cores. */
  public int threads() {
    int most = profile.deviceTree().isEmpty() ? Math.max(1, cores - 1) : profile.threads();
    return Math.max(1, Math.min(most, cores));
  }

  /** Whether a model fits beside the gateway. */
  public boolean fits(CatalogueModel model) {
    return model.memoryBytes(profile.contextTokens()) <= modelBytes();
  }
}
