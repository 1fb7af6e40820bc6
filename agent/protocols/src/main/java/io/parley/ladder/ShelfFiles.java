package io.parley.ladder;

import io.parley.codec.CodecException;
import io.parley.protocol.Cid;
import io.parley.protocol.ProtocolDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shelf on disk: {@code CID.md} the document as hashed, {@code CID.jsonata} its routine, {@code
 * CID.json} its signatures and state. Each file is replaced in one step.
 */
final class ShelfFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ShelfFiles.class);
  private static final int MOST_FILES = 10_000;

  private final Path folder;

  ShelfFiles(Path folder) {
    this.folder = folder;
  }

  void save(Kept kept) {
    try {
      Files.createDirectories(folder);
      String cid = kept.cid().text();
      Path document = folder.resolve(cid + ".md");
      if (!Files.exists(document)) {
        replace(document, kept.document().bytes());
      }
      Kept.Ready ready = kept.ready();
      if (ready != null && ready.expression() != null) {
        replace(
            folder.resolve(cid + ".jsonata"), ready.expression().getBytes(StandardCharsets.UTF_8));
      }
      replace(folder.resolve(cid + ".json"), Payloads.bytes(beside(kept)));
    } catch (IOException e) {
      LOG.warn("protocol {} could not be kept on disk: {}", kept.cid(), e.toString());
    }
  }

  /** Puts everything that is on disk and still admitted on the shelf; returns how many. */
  int load(Shelf shelf, Admission admission, Refusals refusals) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    List<Path> documents;
    try (Stream<Path> files = Files.list(folder)) {
      documents =
          files.filter(file -> file.toString().endsWith(".md")).limit(MOST_FILES).sorted().toList();
    } catch (IOException e) {
      LOG.warn("folder {} of protocols cannot be read: {}", folder, e.toString());
      return 0;
    }
    int loaded = 0;
    for (Path file : documents) {
      String name = String.valueOf(file.getFileName());
      try {
        load(new Cid(name.substring(0, name.length() - 3)), file, shelf, admission);
        loaded++;
      } catch (AdmissionException e) {
        refusals.note(e.rule(), "file " + name, String.valueOf(e.getMessage()));
      } catch (IOException | CodecException | RuntimeException e) {
        refusals.note("file", "file " + name, String.valueOf(e.getMessage()));
      }
    }
    shelf.changed();
    return loaded;
  }

  private void load(Cid cid, Path file, Shelf shelf, Admission admission)
      throws IOException, CodecException {
    if (Files.size(file) > ProtocolDocument.MOST_BYTES) {
      throw new IOException("is larger than a document may be");
    }
    Kept kept = shelf.put(admission.document(cid, Files.readAllBytes(file)));
    Path beside = folder.resolve(cid + ".json");
    if (Files.exists(beside)) {
      takeBeside(kept, Payloads.map(Files.readAllBytes(beside)));
    }
    Path routine = folder.resolve(cid + ".jsonata");
    if (Files.exists(routine)) {
      String text = Files.readString(routine);
      kept.ready(new Kept.Ready(admission.routine(kept.contract(), text, false), text));
    }
  }

  private static void takeBeside(Kept kept, Map<String, Object> map) {
    if (map.get("signatures") instanceof List<?> list) {
      for (Object one : list) {
        Endorsement endorsement = Endorsement.of(kept.cid(), typed(one));
        kept.endorsements().put(endorsement.signed().key().id(), endorsement);
      }
    }
    if (map.get("state") != null) {
      kept.statement(StateStatement.of(kept.cid(), typed(map.get("state"))));
    }
    if (Boolean.TRUE.equals(map.get("fromAbove"))) {
      kept.cameFromAbove();
    }
  }

  private static Map<String, Object> beside(Kept kept) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("signatures", kept.endorsements().values().stream().map(Endorsement::tree).toList());
    StateStatement statement = kept.statement();
    if (statement != null) {
      map.put("state", statement.tree());
    }
    if (kept.fromAbove()) {
      map.put("fromAbove", true);
    }
    return map;
  }

  private static Map<String, Object> typed(@Nullable Object value) {
    Map<String, Object> typed = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, part) -> typed.put(String.valueOf(key), part == null ? "" : part));
    }
    return typed;
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, bytes);
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
