package io.parley.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verdicts of this node on disk, one a line, each signed over itself and the signature before
 * it: no line can be changed, dropped or moved without being noticed. Fields are parted by tabs:
 * time, peer, protocol, {@code held} or {@code broken}, check, signature.
 */
public final class SignedLedger {
  private static final Logger LOG = LoggerFactory.getLogger(SignedLedger.class);
  private static final int MOST_LINES = 50_000;
  private static final String START = "parley/ledger/1";

  private final Path file;
  private final Identity identity;
  private String last = START;
  private int lines;

  /** The ledger in this file, written by this identity. */
  public SignedLedger(Path file, Identity identity) {
    this.file = file;
    this.identity = identity;
  }

  /**
   * Reads what is there. Lines from the first broken one on are put aside under {@code .broken} and
   * do not count.
   */
  public synchronized List<Verdict> read() throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    last = START;
    lines = 0;
    if (!Files.exists(file)) {
      return verdicts;
    }
    List<String> all = Files.readAllLines(file);
    for (String line : all) {
      String[] parts = line.split("\t", -1);
      if (parts.length != 6 || !holds(line, parts[5])) {
        putAside(all.subList(0, lines));
        break;
      }
      verdicts.add(verdict(parts));
      last = parts[5];
      lines++;
    }
    return verdicts;
  }

  /** Adds a verdict. A full ledger is put aside under {@code .old}, and a new one begins. */
  public synchronized void add(Verdict verdict) throws IOException {
    if (lines >= MOST_LINES) {
      Files.move(file, beside(".old"), StandardCopyOption.REPLACE_EXISTING);
      last = START;
      lines = 0;
    }
    String line =
        String.join(
            "\t",
            verdict.at().toString(),
            verdict.peer().replaceAll("\\s", "_"),
            verdict.protocol(),
            verdict.held() ? "held" : "broken",
            verdict.check().name());
    String signature = identity.sign(last + "\n" + line).signature();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        line + "\t" + signature + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    last = signature;
    lines++;
  }

  private boolean holds(String line, String signature) {
    String said = line.substring(0, line.length() - signature.length() - 1);
    return signature.length() <= 128
        && new Signed(identity.key(), signature).holds(last + "\n" + said);
  }

  private static Verdict verdict(String[] parts) {
    return new Verdict(
        Instant.parse(parts[0]),
        parts[1],
        parts[2],
        parts[3].equals("held"),
        Verdict.Check.valueOf(parts[4]));
  }

  private void putAside(List<String> good) throws IOException {
    LOG.warn("ledger {}: line {} is not what this node signed; put aside", file, good.size() + 1);
    Files.copy(file, beside(".broken"), StandardCopyOption.REPLACE_EXISTING);
    Files.write(file, good);
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
