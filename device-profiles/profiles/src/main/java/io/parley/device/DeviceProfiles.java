package io.parley.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The profiles, and which of them a device belongs to.
 *
 * @param all each of them
 */
public record DeviceProfiles(List<DeviceProfile> all) {
  public DeviceProfiles {
    all = List.copyOf(all);
  }

  /** The profiles that are shipped. */
  public static DeviceProfiles bundled() {
    List<DeviceProfile> all = new ArrayList<>();
    for (Object id : ResourceTree.list(ResourceTree.read("profiles/index.json"))) {
      all.add(profile(ResourceTree.map(ResourceTree.read("profiles/" + id + ".json"))));
    }
    return new DeviceProfiles(all);
  }

  private static DeviceProfile profile(Map<String, Object> data) {
    List<Pattern> trees = new ArrayList<>();
    for (Object pattern : ResourceTree.list(data.get("deviceTree"))) {
      trees.add(Pattern.compile((String) pattern));
    }
    Map<String, Figure> figures = new HashMap<>();
    ResourceTree.map(data.get("figures"))
        .forEach(
            (name, figure) -> figures.put(name, ResourceTree.figure(ResourceTree.map(figure))));
    return new DeviceProfile(
        ResourceTree.text(data, "id"),
        ResourceTree.text(data, "title"),
        ResourceTree.text(data, "architecture"),
        trees,
        figures);
  }

  /** The profile of this id. */
  public Optional<DeviceProfile> find(String id) {
    return all.stream().filter(profile -> profile.id().equals(id)).findFirst();
  }

  /**
   * The profile that fits best: by the name in the device tree, else the greatest one without such
   * names that this architecture and memory reach, else the smallest there is.
   *
   * @param deviceTreeModel empty where there is none
   */
  DeviceProfile match(String deviceTreeModel, String architecture, long memoryBytes) {
    Optional<DeviceProfile> named =
        all.stream()
            .filter(
                p -> p.deviceTree().stream().anyMatch(t -> t.matcher(deviceTreeModel).matches()))
            .findFirst();
    if (named.isPresent()) {
      return named.get();
    }
    Comparator<DeviceProfile> byMemory = Comparator.comparingLong(DeviceProfile::memoryBytes);
    List<DeviceProfile> nameless =
        all.stream()
            .filter(p -> p.deviceTree().isEmpty())
            .filter(p -> p.architecture().equals("any") || p.architecture().equals(architecture))
            .sorted(byMemory)
            .toList();
    return nameless.stream()
        .filter(p -> p.memoryBytes() <= memoryBytes)
        .reduce((smaller, greater) -> greater)
        .orElse(nameless.get(0));
  }
}
