package io.parley.exchange;

import io.parley.codec.Reply;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From whom the answers to one question are taken. */
@FunctionalInterface
public interface Source {
  /** Whoever knows the reply topic and the Correlation Data, which only the asked ones read. */
  Source WHOEVER_WAS_ASKED = (stamp, reply) -> Optional.of(reply);

  /**
   * The reply as its sender may say it; empty if it was not asked. On the session's listening
   * thread.
   *
   * @param stamp as it stands in the message; null: it bears none
   */
  Optional<Reply> heard(@Nullable Stamp stamp, Reply reply);
}
