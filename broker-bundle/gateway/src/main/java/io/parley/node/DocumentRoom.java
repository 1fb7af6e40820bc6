package io.parley.node;

import io.parley.config.Settings;
import io.parley.documents.DocumentSettings;
import io.parley.documents.Documents;
import io.parley.gateway.Passages;
import io.parley.sources.QuotedPassages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The user's documents, indexed in the node's folder and looked at again every few seconds. */
final class DocumentRoom implements AutoCloseable {
  private final Documents documents;
  private final Passages passages;
  private final ScheduledExecutorService looking;

  private DocumentRoom(Documents documents, Passages passages, ScheduledExecutorService looking) {
    this.documents = documents;
    this.passages = passages;
    this.looking = looking;
  }

  /**
   * Opens them.
   *
   * @return empty where the settings name none
   * @throws NodeException if the folder is none
   */
  static Optional<DocumentRoom> of(Settings settings, NodePlace place) throws IOException {
    Path folder = settings.documents();
    if (folder == null) {
      return Optional.empty();
    }
    if (!Files.isDirectory(folder)) {
      throw new NodeException("documents '%s' must be a folder".formatted(folder));
    }
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "documents");
              thread.setDaemon(true);
              return thread;
            });
    Documents documents =
        Documents.open(DocumentSettings.of(folder, place.documentIndex()), looking);
    return Optional.of(
        new DocumentRoom(documents, new QuotedPassages(documents, settings.errorRate()), looking));
  }

  Passages passages() {
    return passages;
  }

  @Override
  public void close() throws IOException {
    looking.shutdownNow();
    documents.close();
  }
}
