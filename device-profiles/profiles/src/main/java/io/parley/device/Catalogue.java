package io.parley.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The models that can be had, smallest first.
 *
 * @param models all of them
 */
public record Catalogue(List<CatalogueModel> models) {
  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private static final long MIB = 1L << 20;

  public Catalogue {
    models = List.copyOf(models);
  }

  /** The catalogue that is shipped. */
  public static Catalogue bundled() {
    Map<String, Object> data = ResourceTree.map(ResourceTree.read("catalogue.json"));
    long overhead =
        (long) (ResourceTree.figure(ResourceTree.map(data.get("overhead"))).value() * MIB);
    List<CatalogueModel> models = new ArrayList<>();
    for (Object one : ResourceTree.list(data.get("models"))) {
      models.add(model(ResourceTree.map(one), overhead));
    }
    return new Catalogue(models);
  }

  private static CatalogueModel model(Map<String, Object> data, long overhead) {
    return new CatalogueModel(
        ResourceTree.text(data, "name"),
        ResourceTree.text(data, "title"),
        ResourceTree.whole(data, "parameters"),
        ResourceTree.text(data, "architecture"),
        ResourceTree.text(data, "quantization"),
        ResourceTree.text(data, "repository"),
        ResourceTree.text(data, "revision"),
        ResourceTree.text(data, "file"),
        ResourceTree.whole(data, "bytes"),
        Optional.ofNullable((String) data.get("sha256")),
        ResourceTree.text(data, "licence"),
        ResourceTree.text(data, "licenceUrl"),
        ResourceTree.whole(data, "kvBytesPerToken"),
        overhead);
  }

  /** The model of this name. */
  public Optional<CatalogueModel> find(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** Whether the text may name a model: lower case, safe as a file name. */
  public static boolean validName(String name) {
    return NAME.matcher(name).matches();
  }
}
