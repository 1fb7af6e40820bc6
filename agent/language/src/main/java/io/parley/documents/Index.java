package io.parley.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The passages on disk, each with the file it is from and that file's stamp. */
final class Index implements AutoCloseable {
  static final String FILE = "file";
  static final String STAMP = "stamp";
  static final String LINE = "line";
  static final String HEADING = "heading";
  static final String TEXT = "text";
  private static final Logger LOGGER = LoggerFactory.getLogger(Index.class);

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final Map<String, String> stamps = new HashMap<>();

  /** A use of the index as it is at one moment. */
  interface Use<T> {
    T of(IndexSearcher searcher) throws IOException;
  }

  private Index(Directory directory, Terms terms) throws IOException {
    this.directory = directory;
    writer = new IndexWriter(directory, new IndexWriterConfig(terms.analyzer()));
    searchers = new SearcherManager(writer, null);
    readStamps();
  }

  /** Opens the index, or a fresh one where there is none or it cannot be read any more. */
  static Index open(Path folder, Terms terms) throws IOException {
    Files.createDirectories(folder);
    Directory directory = FSDirectory.open(folder);
    try {
      return new Index(directory, terms);
    } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException e) {
      LOGGER.warn("documents: the index cannot be read and is made anew: {}", e.getMessage());
      directory.close();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
      return new Index(FSDirectory.open(folder), terms);
    }
  }

  private void readStamps() throws IOException {
    use(
        searcher -> {
          StoredFields stored = searcher.getIndexReader().storedFields();
          org.apache.lucene.search.TopDocs all =
              searcher.search(
                  new org.apache.lucene.search.MatchAllDocsQuery(),
                  Math.max(1, searcher.getIndexReader().maxDoc()));
          for (var hit : all.scoreDocs) {
            Document document = stored.document(hit.doc, java.util.Set.of(FILE, STAMP));
            stamps.put(document.get(FILE), document.get(STAMP));
          }
          return stamps.size();
        });
  }

  /** The files that are in, with their stamps. */
  Map<String, String> stamps() {
    return Map.copyOf(stamps);
  }

  /** Puts a file in, in place of what it was before. */
  void put(String file, String stamp, List<Section> sections) throws IOException {
    List<Document> documents = new ArrayList<>();
    for (Section section : sections) {
      Document document = new Document();
      document.add(new StringField(FILE, file, Field.Store.YES));
      document.add(new StoredField(STAMP, stamp));
      document.add(new StoredField(LINE, section.line()));
      document.add(new TextField(HEADING, section.heading(), Field.Store.YES));
      document.add(new TextField(TEXT, section.text(), Field.Store.YES));
      documents.add(document);
    }
    writer.updateDocuments(new Term(FILE, file), documents);
    stamps.put(file, stamp);
  }

  /** Takes a file out. */
  void remove(String file) throws IOException {
    writer.deleteDocuments(new Term(FILE, file));
    stamps.remove(file);
  }

  /** Makes what was put and removed lasting and seen. */
  void commit() throws IOException {
    writer.commit();
    searchers.maybeRefreshBlocking();
  }

  <T> T use(Use<T> use) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return use.of(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  @Override
  public void close() throws IOException {
    searchers.close();
    writer.close();
    directory.close();
  }
}
