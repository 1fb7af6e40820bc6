package io.parley.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds the data to what it promises; the records refuse figures without unit or source. */
final class ProfileDataTest {
  private final DeviceProfiles profiles = DeviceProfiles.bundled();
  private final Catalogue catalogue = Catalogue.bundled();

  @Test
  void everyProfileIsWhole() {
    assertTrue(profiles.all().size() >= 11);
    for (DeviceProfile profile : profiles.all()) {
      assertEquals(profile, profiles.find(profile.id()).orElseThrow());
      assertEquals("MiB", profile.figure("reserve").unit());
      assertTrue(profile.reserveBytes() < profile.memoryBytes(), profile.id());
      assertTrue(profile.threads() >= 1 && profile.threads() <= 64, profile.id());
      assertTrue(profile.contextTokens() >= 1_500, profile.id());
      assertTrue(profile.heapMib() >= 48, profile.id());
      assertTrue(profile.title().length() > 5);
    }
    assertEquals(Optional.empty(), profiles.find("pi-9"));
  }

  @Test
  void speedsNameModelsOfTheCatalogueOrSayWhatElse() {
    for (DeviceProfile profile : profiles.all()) {
      for (Map.Entry<String, Figure> figure : profile.figures().entrySet()) {
        if (figure.getKey().startsWith("generation:")) {
          assertEquals("token/s", figure.getValue().unit());
          assertFalse(figure.getValue().source().startsWith("chosen"), figure.getKey());
        }
      }
    }
  }

  @Test
  void everyModelIsPinned() {
    assertEquals(7, catalogue.models().size());
    long before = 0;
    for (CatalogueModel model : catalogue.models()) {
      assertTrue(model.revision().matches("[0-9a-f]{40}"), model.name());
      assertTrue(model.sha256().isPresent(), model.name());
      assertTrue(model.file().endsWith(".gguf"), model.name());
      assertTrue(model.licenceUrl().startsWith("https://"), model.name());
      assertTrue(
          model
              .path()
              .matches("[A-Za-z0-9-]+/[A-Za-z0-9._-]+/resolve/[0-9a-f]{40}/[A-Za-z0-9._-]+"));
      assertTrue(model.memoryBytes(2048) > model.bytes());
      assertTrue(before <= model.parameters(), "smallest first");
      before = model.parameters();
    }
    assertEquals(catalogue.models().get(0), catalogue.find("smollm2-135m").orElseThrow());
    assertEquals(Optional.empty(), catalogue.find("gpt-9"));
  }

  @Test
  void nonsenseIsRefusedByName() {
    assertThrows(IllegalArgumentException.class, () -> new Figure(1, "", "x"));
    assertThrows(IllegalArgumentException.class, () -> new Figure(1, "MiB", " "));
    assertThrows(IllegalArgumentException.class, () -> new Figure(Double.NaN, "MiB", "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DeviceProfile("x", "X", "any", List.of(), Map.of()));
    assertThrows(IllegalArgumentException.class, () -> profiles.all().get(0).figure("horsepower"));
    assertThrows(IllegalArgumentException.class, () -> CatalogueModel.requireSha256("ABC"));
    assertFalse(Catalogue.validName("../etc"));
    assertFalse(Catalogue.validName("A"));
    assertTrue(Catalogue.validName("qwen2.5-0.5b"));
  }
}
