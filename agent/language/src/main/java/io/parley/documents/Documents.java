package io.parley.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user's documents: searched by question, and looked at again when files change. */
public final class Documents implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Documents.class);
  private static final int CONSIDERED = 5;

  private final DocumentSettings settings;
  private final Folder folder;
  private final Terms terms;
  private final Index index;
  private final RelevanceModel model;
  private final ScheduledFuture<?> looking;
  private volatile String version = "";

  private Documents(
      DocumentSettings settings,
      RelevanceModel model,
      Terms terms,
      Index index,
      ScheduledExecutorService scheduler) {
    this.settings = settings;
    this.model = model;
    this.terms = terms;
    this.index = index;
    this.folder = new Folder(settings);
    long every = settings.lookEvery().toMillis();
    looking = scheduler.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Indexes what is new in the folder, and looks for changes from then on.
   *
   * @param scheduler what the looking runs on; it outlives this
   * @throws IOException if the folder is none, or the index cannot be written
   */
  public static Documents open(DocumentSettings settings, ScheduledExecutorService scheduler)
      throws IOException {
    return open(settings, scheduler, RelevanceModel.shipped());
  }

  static Documents open(
      DocumentSettings settings, ScheduledExecutorService scheduler, RelevanceModel model)
      throws IOException {
    if (!Files.isDirectory(settings.folder())) {
      throw new IOException("documents folder %s must be a folder".formatted(settings.folder()));
    }
    Terms terms = new Terms();
    Index index = Index.open(settings.index(), terms);
    Documents documents = new Documents(settings, model, terms, index, scheduler);
    try {
      documents.refresh();
    } catch (IOException e) {
      documents.close();
      throw e;
    }
    return documents;
  }

  private void look() {
    try {
      refresh();
    } catch (IOException | UncheckedIOException | AlreadyClosedException e) {
      LOGGER.warn("documents: {} cannot be looked at: {}", settings.folder(), e.getMessage());
    }
  }

  /**
   * Looks for changes now.
   *
   * @return whether there were any
   */
  public synchronized boolean refresh() throws IOException {
    Map<String, String> now = folder.stamps();
    Map<String, String> before = index.stamps();
    boolean changed = false;
    for (String gone : before.keySet()) {
      if (!now.containsKey(gone)) {
        index.remove(gone);
        changed = true;
      }
    }
    for (Map.Entry<String, String> file : now.entrySet()) {
      if (!file.getValue().equals(before.get(file.getKey()))) {
        put(file.getKey(), file.getValue());
        changed = true;
      }
    }
    if (changed || version.isEmpty()) {
      index.commit();
      version = Integer.toHexString(now.hashCode());
    }
    return changed;
  }

  private void put(String file, String stamp) throws IOException {
    List<Section> sections;
    try {
      String title = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.[^.]*$", "");
      sections =
          Sections.of(
              folder.read(file),
              Folder.markdown(file),
              title.replaceAll("[_-]+", " "),
              settings.longestPassage());
    } catch (IOException e) {
      LOGGER.warn("documents: {} is left out: {}", file, e.getMessage());
      sections = List.of(new Section(1, "", ""));
    }
    index.put(file, stamp, sections.isEmpty() ? List.of(new Section(1, "", "")) : sections);
  }

  /**
   * The passages that fit a question, likeliest first.
   *
   * @throws UncheckedIOException if the index cannot be read
   */
  public List<Passage> search(String question, int most) {
    try {
      return index.use(searcher -> new Search(terms, model, searcher).passages(question, most));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The passage that answers a question; empty if none is likely enough for the error rate.
   *
   * @param errorRate how many of the passages given as answers may be wrong, 0 to 1
   */
  public Optional<Passage> answer(String question, double errorRate) {
    return answers(search(question, CONSIDERED), errorRate);
  }

  /** As {@link #answer}, over what {@link #search} found. */
  public Optional<Passage> answers(List<Passage> passages, double errorRate) {
    return passages.stream()
        .findFirst()
        .filter(best -> best.relevance().probability() >= model.threshold(errorRate));
  }

  /** Another text whenever any document is another. */
  public String version() {
    return version;
  }

  /** How many files are indexed. */
  public synchronized int files() {
    return index.stamps().size();
  }

  /** Ends the looking and closes the index. */
  @Override
  public void close() throws IOException {
    looking.cancel(false);
    synchronized (this) {
      index.close();
    }
  }
}
