package io.parley.errand;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an agent does when it is told an op. */
@FunctionalInterface
public interface Errand {
  /** Does it; called on the session's listening thread, so it must not wait. */
  CompletableFuture<Done> run(Told told);

  /**
   * What was said.
   *
   * @param op the word that chose this errand
   * @param fields the whole map, {@code op} included
   * @param client who said it; empty where the broker does not tell
   * @param principal whose rights it has; empty where the broker does not tell
   * @param replyTopic where the reply goes
   */
  record Told(
      String op, Map<String, Object> fields, String client, String principal, String replyTopic) {
    /** A field that must be a string, or null where it is none. */
    public @Nullable String text(String field) {
      return fields.get(field) instanceof String text ? text : null;
    }
  }

  /** What goes back. */
  sealed interface Done {
    /** A map, as JSON or MessagePack like the errand. */
    record Said(Map<String, Object> fields) implements Done {}

    /** Exact bytes, such as a protocol document. */
    record Exactly(byte[] bytes, String contentType) implements Done {}

    /** A refusal: {@code status} refused with this reason. */
    record Refused(String code, String text) implements Done {}
  }
}
