package io.parley.engine;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** A model that knows how its own metadata wants a conversation written. */
public interface ChatTemplate {
  /**
   * Renders a conversation as the prompt text that the model was trained on.
   *
   * @param messages oldest first, 1..64
   * @return completes with the prompt, ready for the assistant's words; or exceptionally with
   *     {@link EngineException} of kind INVALID where the model names no template that is known
   */
  CompletableFuture<String> applyTemplate(List<Message> messages);

  /**
   * One turn of a conversation.
   *
   * @param role system, user or assistant
   * @param content what was said
   */
  record Message(Role role, String content) {}

  /** Who speaks. */
  enum Role {
    SYSTEM,
    USER,
    ASSISTANT;

    /** The role as templates spell it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
