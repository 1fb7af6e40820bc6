package io.parley.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One connection that brings more of a file, from where the part on the disk ends. */
final class Transfer {
  private static final int MOST_REDIRECTS = 5;
  private static final int BLOCK = 64 << 10;
  private static final long STEP = 1L << 20;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

  private final FileChannel part;
  private final long total;
  private final Duration timeout;
  private final PullProgress progress;

  Transfer(FileChannel part, long total, Duration timeout, PullProgress progress) {
    this.part = part;
    this.total = total;
    this.timeout = timeout;
    this.progress = progress;
  }

  /**
   * Brings what it can.
   *
   * @throws IOException if the connection broke and another one may do better
   * @throws CatalogueException if no other one will
   */
  void run(URI address) throws IOException, CatalogueException {
    HttpURLConnection connection = connect(address, part.size());
    try {
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        part.truncate(0);
        requireLength(connection.getContentLengthLong(), total);
      } else if (status == HttpURLConnection.HTTP_PARTIAL) {
        requireRange(connection.getHeaderField("Content-Range"));
        requireLength(connection.getContentLengthLong(), total - part.size());
      } else if (status == 416) {
        part.truncate(0);
        throw new IOException("the server does not go on from there");
      } else if (status == 429 || status >= 500) {
        throw new IOException("the server says " + status);
      } else {
        throw new CatalogueException(
            "%s says %d instead of giving the file".formatted(address, status));
      }
      try (InputStream in = connection.getInputStream()) {
        copy(in);
      }
    } finally {
      connection.disconnect();
    }
  }

  private void copy(InputStream in) throws IOException, CatalogueException {
    byte[] block = new byte[BLOCK];
    long at = part.size();
    long told = at;
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      if (at + read > total) {
        part.truncate(0);
        throw new CatalogueException(
            "the server sent more than the %d bytes that the file has".formatted(total));
      }
      ByteBuffer bytes = ByteBuffer.wrap(block, 0, read);
      while (bytes.hasRemaining()) {
        at += part.write(bytes, at);
      }
      if (at - told >= STEP) {
        told = at;
        progress.at(at, total);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CatalogueException("stopped; what arrived is kept and used the next time");
      }
    }
  }

  /** Follows redirects itself: Java's own does not from http to https, and never counts them. */
  private HttpURLConnection connect(URI first, long from) throws IOException, CatalogueException {
    URI address = first;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
      connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (from > 0) {
        connection.setRequestProperty("Range", "bytes=" + from + "-");
      }
      int status = connection.getResponseCode();
      boolean elsewhere =
          status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
      if (!elsewhere) {
        return connection;
      }
      String location = connection.getHeaderField("Location");
      connection.disconnect();
      address = redirected(address, location);
    }
    throw new CatalogueException("%s leads on more than %d times".formatted(first, MOST_REDIRECTS));
  }

  private static URI redirected(URI from, @Nullable String location) throws CatalogueException {
    try {
      URI to = from.resolve(String.valueOf(location));
      boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
      boolean weaker = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
      if (web && !weaker && location != null) {
        return to;
      }
    } catch (IllegalArgumentException noAddress) {
      throw new CatalogueException("%s leads to what is no address".formatted(from), noAddress);
    }
    throw new CatalogueException("%s must lead to an address as safe as itself".formatted(from));
  }

  private void requireRange(@Nullable String header) throws IOException, CatalogueException {
    Matcher range = CONTENT_RANGE.matcher(String.valueOf(header));
    if (!range.matches()) {
      throw new CatalogueException("the server does not say which part it sends");
    }
    if (!range.group(2).equals("*")) {
      requireLength(Long.parseLong(range.group(2)), total);
    }
    if (Long.parseLong(range.group(1)) != part.size()) {
      throw new CatalogueException(
          "the server sends from byte %s instead of %d".formatted(range.group(1), part.size()));
    }
  }

  /** A length that is not said is no lie. */
  private static void requireLength(long said, long wanted) throws CatalogueException {
    if (said >= 0 && said != wanted) {
      throw new CatalogueException(
          "the server says %d bytes where the catalogue says %d; this is another file"
              .formatted(said, wanted));
    }
  }
}
