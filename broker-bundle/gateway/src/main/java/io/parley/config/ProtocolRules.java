package io.parley.config;

import io.parley.ladder.Passing;
import io.parley.protocol.Effects;
import io.parley.trust.Signers;
import java.util.Set;

/**
 * Which protocols of others a node takes.
 *
 * @param signers whose protocols are taken
 * @param learnFrom users whose answers as experts may become protocols; {@code *}: everybody's
 * @param effects what protocols may do here
 * @param passing what passes to and from the node above
 */
public record ProtocolRules(
    Signers signers, Set<String> learnFrom, Set<Effects> effects, Passing passing) {
  /** Only its own, which only read; all of them are announced above. */
  public static final ProtocolRules USUAL =
      new ProtocolRules(Signers.nobodyElse(), Set.of(), Set.of(Effects.READ_ONLY), Passing.ALL);

  public ProtocolRules {
    learnFrom = Set.copyOf(learnFrom);
    effects = Set.copyOf(effects);
  }

  /** The same, learning from the experts of these users. */
  public ProtocolRules withLearnFrom(Set<String> value) {
    return new ProtocolRules(signers, value, effects, passing);
  }

  /** The same with other signers. */
  public ProtocolRules withSigners(Signers value) {
    return new ProtocolRules(value, learnFrom, effects, passing);
  }
}
