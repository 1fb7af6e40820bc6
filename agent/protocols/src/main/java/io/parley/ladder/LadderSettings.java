package io.parley.ladder;

import io.parley.protocol.Effects;
import io.parley.routine.ChildTrial;
import io.parley.routine.Trial;
import io.parley.trust.Signers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How a node climbs.
 *
 * @param folder where documents, routines and states are kept
 * @param signers whose protocols are taken from the broker
 * @param learnFrom principals whose answers as experts may become protocols; {@code *}: everybody's
 * @param effects what protocols may do here
 * @param passing what passes between this node and the one above
 * @param adoptAfter exchanges of a kind after which it becomes a protocol, 2 or more
 * @param retireAfter failures in a row after which a routine is no longer called, 1 or more
 * @param mostProtocols protocols kept, and foreign routines that wait for their vectors, 1..10,000
 * @param negotiation how long an agreement may take in all, before the gateway adopts alone
 * @param quarantine where foreign routines run their vectors first
 */
public record LadderSettings(
    Path folder,
    Signers signers,
    Set<String> learnFrom,
    Set<Effects> effects,
    Passing passing,
    int adoptAfter,
    int retireAfter,
    int mostProtocols,
    Duration negotiation,
    Trial quarantine) {
  public LadderSettings {
    learnFrom = Set.copyOf(learnFrom);
    effects = Set.copyOf(effects);
    require("adoptAfter", adoptAfter, 2, 1_000);
    require("retireAfter", retireAfter, 1, 1_000);
    require("mostProtocols", mostProtocols, 1, 10_000);
  }

  /** The usual: read-only, the node's own signature only, the second exchange. */
  public static LadderSettings in(Path folder) {
    return new LadderSettings(
        folder,
        Signers.nobodyElse(),
        Set.of(),
        Set.of(Effects.READ_ONLY),
        Passing.ALL,
        2,
        3,
        256,
        Duration.ofMillis(1_200),
        new ChildTrial(Duration.ofSeconds(60)));
  }

  /** The same with other signers. */
  public LadderSettings withSigners(Signers value) {
    return new LadderSettings(
        folder,
        value,
        learnFrom,
        effects,
        passing,
        adoptAfter,
        retireAfter,
        mostProtocols,
        negotiation,
        quarantine);
  }

  /** The same, learning from the experts of other principals. */
  public LadderSettings withLearnFrom(Set<String> value) {
    return new LadderSettings(
        folder,
        signers,
        value,
        effects,
        passing,
        adoptAfter,
        retireAfter,
        mostProtocols,
        negotiation,
        quarantine);
  }

  /** Whether the answers of this principal's experts may become protocols; none is empty. */
  boolean learnsFrom(String principal) {
    return learnFrom.contains("*") || learnFrom.contains(principal);
  }

  /** The same with another quarantine. */
  public LadderSettings withQuarantine(Trial value) {
    return new LadderSettings(
        folder,
        signers,
        learnFrom,
        effects,
        passing,
        adoptAfter,
        retireAfter,
        mostProtocols,
        negotiation,
        value);
  }

  /** The same with other effects. */
  public LadderSettings withEffects(Set<Effects> value) {
    return new LadderSettings(
        folder,
        signers,
        learnFrom,
        value,
        passing,
        adoptAfter,
        retireAfter,
        mostProtocols,
        negotiation,
        quarantine);
  }

  /** The same with another way to pass protocols on. */
  public LadderSettings withPassing(Passing value) {
    return new LadderSettings(
        folder,
        signers,
        learnFrom,
        effects,
        value,
        adoptAfter,
        retireAfter,
        mostProtocols,
        negotiation,
        quarantine);
  }

  private static void require(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s %d must lie in %d..%d".formatted(field, value, least, most));
    }
  }
}
