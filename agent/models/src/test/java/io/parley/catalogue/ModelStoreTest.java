package io.parley.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.device.Catalogue;
import io.parley.device.Device;
import io.parley.device.DeviceProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelStoreTest {
  @TempDir Path folder;

  private ModelStore store() {
    return new ModelStore(folder.resolve("models"));
  }

  private Path gguf() throws Exception {
    return Files.writeString(folder.resolve("some.gguf"), "GGUF and more");
  }

  @Test
  void aModelIsAddedFoundAndRemoved() throws Exception {
    assertEquals(List.of(), store().list());
    InstalledModel added = store().add("mine", gguf());
    assertEquals(List.of(added), store().list());
    assertEquals(added.file(), store().resolve("mine"));
    assertTrue(store().intact(added));
    Files.writeString(added.file(), "GGUF and less");
    assertFalse(store().intact(added));
    store().remove("mine");
    assertEquals(Optional.empty(), store().find("mine"));
    try (var files = Files.list(folder.resolve("models"))) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aFileThatSomebodyPutThereIsAModelToo() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.copy(gguf(), folder.resolve("models/found.gguf"));
    Files.writeString(folder.resolve("models/found.json"), "[no json");
    Files.copy(gguf(), folder.resolve("models/Bad Name.gguf"));
    InstalledModel found = store().list().get(0);
    assertEquals(1, store().list().size());
    assertEquals("found", found.name());
    assertEquals(Optional.empty(), found.sha256());
    assertTrue(store().intact(found));
  }

  @Test
  void whatIsNoModelIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "no model");
    assertThrows(CatalogueException.class, () -> store().add("text", text));
    assertThrows(CatalogueException.class, () -> store().add("../up", gguf()));
    assertThrows(CatalogueException.class, () -> store().add("gone", folder.resolve("gone")));
    store().add("mine", gguf());
    assertThrows(CatalogueException.class, () -> store().add("mine", gguf()));
    assertThrows(CatalogueException.class, () -> store().remove("other"));
    assertThrows(CatalogueException.class, () -> store().remove("../some"));
    assertEquals(gguf(), store().resolve(gguf().toString()));
    assertTrue(
        assertThrows(CatalogueException.class, () -> store().resolve("nothing"))
            .getMessage()
            .contains("[mine]"));
  }

  @Test
  void aFileThatCannotBeLookedAtIsRefusedWithTheReason() throws Exception {
    Path loop = folder.resolve("loop.gguf");
    Files.createSymbolicLink(loop, loop);
    String why =
        String.valueOf(
            assertThrows(CatalogueException.class, () -> store().resolve(loop.toString()))
                .getMessage());
    assertTrue(why.contains(loop + " cannot be read") && why.contains("symbolic links"), why);
  }

  @Test
  void offersSayWhatFits() throws Exception {
    Device board =
        new Device(
            DeviceProfiles.bundled().find("generic-1gb").orElseThrow(),
            "board",
            "aarch64",
            4,
            900L << 20,
            500L << 20,
            Set.of());
    store().add("smollm2-135m", gguf());
    List<Offer> offers = store().offers(Catalogue.bundled(), board);
    assertEquals(7, offers.size());
    assertTrue(offers.get(0).fits() && offers.get(0).installed());
    Offer largest = offers.get(6);
    assertFalse(largest.fits() || largest.installed());
    assertTrue(largest.needsBytes() > largest.model().bytes());
  }
}
