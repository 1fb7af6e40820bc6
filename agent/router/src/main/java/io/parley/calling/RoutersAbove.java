package io.parley.calling;

import io.parley.codec.Reply;
import io.parley.exchange.Source;
import io.parley.exchange.Stamp;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The routers of the site above. Where the broker above stamps what is published, the answers are
 * those of its own node, of whoever is on its machine, or of a user with a router's name; a stamp
 * is believed to refuse an answer, never to take one.
 *
 * @param router whether this is the name of a router of the site above
 */
record RoutersAbove(Predicate<String> router) implements Source {
  @Override
  public Optional<Reply> heard(@Nullable Stamp stamp, Reply reply) {
    boolean asked =
        stamp == null
            || stamp.principal().equals(Stamp.NODE)
            || stamp.principal().equals(Stamp.LOCAL)
            || router.test(stamp.principal());
    return asked ? Optional.of(reply) : Optional.empty();
  }
}
