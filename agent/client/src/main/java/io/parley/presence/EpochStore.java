package io.parley.presence;

import io.parley.message.AgentStatus;
import io.parley.message.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the last epoch is kept between two starts. */
public interface EpochStore {
  /** Keeps nothing: the epoch is known only by what is retained at the broker. */
  EpochStore NONE =
      new EpochStore() {
        @Override
        public long last() {
          return 0;
        }

        @Override
        public void keep(long epoch) {}
      };

  /** The last epoch kept, 0..{@link AgentStatus#MOST_EPOCH}; 0 if none. */
  long last();

  /** Keeps this one. */
  void keep(long epoch);

  /** A file that holds nothing but the number. */
  static EpochStore file(Path file) {
    return new InFile(file);
  }

  /** The number in a file; what cannot be read or written costs a line in the log. */
  final class InFile implements EpochStore {
    private static final Logger LOG = LoggerFactory.getLogger(EpochStore.class);
    private final Path file;

    private InFile(Path file) {
      this.file = file;
    }

    @Override
    public long last() {
      try {
        if (!Files.exists(file)) {
          return 0;
        }
        long epoch = Long.parseLong(Files.readString(file).strip());
        if (epoch == Epochs.orZero(epoch)) {
          return epoch;
        }
        LOG.warn("epoch {} in {} must lie in 0..2^53, so it counts as 0", epoch, file);
      } catch (IOException | NumberFormatException e) {
        LOG.warn(
            "the epoch in {} cannot be read, so it counts as 0: {}",
            file,
            Shown.shortened(e.toString()));
      }
      return 0;
    }

    @Override
    public void keep(long epoch) {
      try {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, Long.toString(epoch));
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        LOG.warn("the epoch cannot be kept in {}: {}", file, e.toString());
      }
    }
  }
}
