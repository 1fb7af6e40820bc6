package io.parley.ladder;

import io.parley.protocol.Cid;
import io.parley.protocol.Effects;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A protocol on the shelf, as people and cards see it.
 *
 * @param cid its id
 * @param name its name
 * @param version its version
 * @param author who wrote it, as it says itself
 * @param state where it is in its life
 * @param successor what took its place, if something did
 * @param expires when its time is over
 * @param effects what it may change
 * @param phrases how it is asked in words
 * @param signers ids of the keys that signed it
 * @param routine whether a routine stands ready
 * @param uses exchanges answered since the start
 * @param failures failures of the routine in a row
 */
public record ShelfEntry(
    Cid cid,
    String name,
    int version,
    String author,
    LifeState state,
    @Nullable Cid successor,
    @Nullable Instant expires,
    Effects effects,
    List<String> phrases,
    List<String> signers,
    boolean routine,
    long uses,
    int failures) {
  public ShelfEntry {
    phrases = List.copyOf(phrases);
    signers = List.copyOf(signers);
  }
}
