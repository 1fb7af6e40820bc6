package io.parley.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question: either {@code text} in natural language, or {@code protocol} with its {@code body}.
 *
 * @param id the asker's own id; absent on the bare text form
 * @param text the question in words, at most the payload limit
 * @param protocol the id of the protocol document that {@code body} follows
 * @param body the request of the protocol, plain Java data
 * @param replyTo where the answer goes, for MQTT 3.1.1 askers; the Response Topic rules over it
 * @param stream whether frames may come before the answer
 * @param needs what the asker needs
 * @param origin where it came from, on a question passed on
 * @param path the nodes it passed, {@code site/agent}, on a question passed on
 * @param facts what the lower gateway would have shown its own model, at most 30
 */
public record Question(
    @Nullable String id,
    @Nullable String text,
    @Nullable String protocol,
    @Nullable Object body,
    @Nullable String replyTo,
    boolean stream,
    Needs needs,
    @Nullable Origin origin,
    List<String> path,
    List<Evidence> facts) {
  /** No more facts travel with a question. */
  public static final int MOST_FACTS = 30;

  public Question {
    if (id != null) {
      Ids.require("id", id);
    }
    if ((text == null) == (protocol == null)) {
      throw new IllegalArgumentException("text and protocol: exactly one must be given");
    }
    if (text != null && text.isBlank()) {
      throw new IllegalArgumentException("text '' must not be blank");
    }
    if (facts.size() > MOST_FACTS) {
      throw new IllegalArgumentException(
          "facts %d must be at most %d".formatted(facts.size(), MOST_FACTS));
    }
    path = List.copyOf(path);
    facts = List.copyOf(facts);
  }

  /** A bare question in words. */
  public static Question ofText(String text) {
    return new Question(
        null, text, null, null, null, false, Needs.DEFAULT, null, List.of(), List.of());
  }

  /** A question in a protocol. */
  public static Question ofProtocol(String protocol, Object body) {
    return new Question(
        null, null, protocol, body, null, false, Needs.DEFAULT, null, List.of(), List.of());
  }

  /** The same question under another id. */
  public Question withId(String newId) {
    return new Question(newId, text, protocol, body, replyTo, stream, needs, origin, path, facts);
  }

  /** The same question with other needs. */
  public Question withNeeds(Needs newNeeds) {
    return new Question(id, text, protocol, body, replyTo, stream, newNeeds, origin, path, facts);
  }

  /** The same question, asked to be streamed or not. */
  public Question withStream(boolean newStream) {
    return new Question(id, text, protocol, body, replyTo, newStream, needs, origin, path, facts);
  }

  /** The same question as it is passed on: where it came from, what it passed, what was known. */
  public Question passedOn(
      @Nullable Origin newOrigin, List<String> newPath, List<Evidence> newFacts) {
    return new Question(
        id, text, protocol, body, null, stream, needs, newOrigin, newPath, newFacts);
  }
}
