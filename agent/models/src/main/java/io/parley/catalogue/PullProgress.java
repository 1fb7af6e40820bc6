package io.parley.catalogue;

/** Hears how far a download is; called on the thread that pulls. */
@FunctionalInterface
public interface PullProgress {
  /** Hears nothing. */
  PullProgress SILENT = (bytes, total) -> {};

  /**
   * So much is there: at the start, then about once a mebibyte, then at the end.
   *
   * @param bytes what is on the disk, parts of earlier runs included
   * @param total the size of the whole file
   */
  void at(long bytes, long total);
}
