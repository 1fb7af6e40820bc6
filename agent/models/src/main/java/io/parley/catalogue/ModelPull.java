package io.parley.catalogue;

import io.parley.device.CatalogueModel;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a model of the catalogue: goes on where an earlier run stopped, waits out broken
 * connections, and keeps the file only if its SHA-256 is the one that is wanted. A model without a
 * known hash is not fetched unless the caller gives one.
 */
public final class ModelPull {
  private static final Logger log = LoggerFactory.getLogger(ModelPull.class);

  /** What should stay free on the disk. */
  private static final long SLACK = 64L << 20;

  private final ModelStore store;
  private final PullSettings settings;

  /** Fetches into a store. */
  public ModelPull(ModelStore store, PullSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * Fetches a model.
   *
   * @param givenSha256 the hash that the caller wants; rules over the catalogue's
   * @param progress hears how far it is
   * @throws CatalogueException if it is already here, has no hash, does not fit the disk, or cannot
   *     be had; what arrived is kept for the next time unless it is known to be wrong
   */
  public InstalledModel pull(
      CatalogueModel model, Optional<String> givenSha256, PullProgress progress)
      throws CatalogueException {
    store.requireFree(model.name());
    String sha256 =
        givenSha256
            .map(CatalogueModel::requireSha256)
            .or(model::sha256)
            .orElseThrow(
                () ->
                    new CatalogueException(
                        "model '%s' has no known SHA-256; give the one you trust (--sha256)"
                            .formatted(model.name())));
    try {
      return locked(model, sha256, progress);
    } catch (IOException e) {
      throw new CatalogueException(
          "model '%s' cannot be had: %s".formatted(model.name(), e.getMessage()), e);
    }
  }

  private InstalledModel locked(CatalogueModel model, String sha256, PullProgress progress)
      throws IOException, CatalogueException {
    Path file = store.part(sha256);
    try (FileChannel part =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = part.tryLock()) {
      if (lock == null) {
        throw alreadyRuns(model);
      }
      boolean resumed = part.size() > 0;
      requireSpace(model, part.size());
      fetch(model, part, progress);
      if (!Sha256.of(file).equals(sha256)) {
        part.truncate(0);
        if (!resumed) {
          throw wrong(model, sha256);
        }
        log.warn(
            "model {} was not what was wanted, from its first part on; once more", model.name());
        fetch(model, part, progress);
        if (!Sha256.of(file).equals(sha256)) {
          part.truncate(0);
          throw wrong(model, sha256);
        }
      }
      part.force(true);
      ModelStore.requireGguf(file);
      return store.keep(model.name(), file, sha256, address(model).toString(), model.licence());
    } catch (OverlappingFileLockException inThisProcess) {
      throw alreadyRuns(model);
    }
  }

  /** Tries until the whole size is there, and gives up when attempts in a row bring nothing. */
  private void fetch(CatalogueModel model, FileChannel part, PullProgress progress)
      throws IOException, CatalogueException {
    if (part.size() > model.bytes()) {
      part.truncate(0);
    }
    Transfer transfer = new Transfer(part, model.bytes(), settings.timeout(), progress);
    int inVain = 0;
    progress.at(part.size(), model.bytes());
    while (part.size() < model.bytes()) {
      long before = part.size();
      String broken = "the connection ended";
      try {
        transfer.run(address(model));
      } catch (IOException e) {
        broken = String.valueOf(e.getMessage());
      }
      inVain = part.size() > before ? 0 : inVain + 1;
      if (inVain >= settings.attempts()) {
        throw new CatalogueException(
            "model '%s' stopped at %d of %d bytes after %d attempts: %s; try again to go on"
                .formatted(model.name(), part.size(), model.bytes(), inVain, broken));
      }
      if (part.size() < model.bytes()) {
        pause(inVain);
      }
    }
    progress.at(part.size(), model.bytes());
  }

  private void pause(int inVain) {
    Duration wait = settings.pause().multipliedBy(Math.min(30, 1L << Math.min(inVain, 5)));
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS))
        .join();
  }

  private URI address(CatalogueModel model) {
    return settings.mirror().resolve(model.path());
  }

  private void requireSpace(CatalogueModel model, long there) throws CatalogueException {
    // Not of its FileStore: without the root in /proc/mounts, as in a chroot, there is none.
    long free = store.folder().toFile().getUsableSpace();
    long needed = model.bytes() - there + SLACK;
    if (free < needed) {
      throw new CatalogueException(
          "model '%s' needs %d MiB of disk at %s, where %d MiB are free"
              .formatted(model.name(), needed >> 20, store.folder(), free >> 20));
    }
  }

  private static CatalogueException wrong(CatalogueModel model, String sha256) {
    return new CatalogueException(
        "model '%s' arrived with other bytes than SHA-256 %s says; deleted"
            .formatted(model.name(), sha256));
  }

  private static CatalogueException alreadyRuns(CatalogueModel model) {
    return new CatalogueException("model '%s' is being pulled already".formatted(model.name()));
  }
}
