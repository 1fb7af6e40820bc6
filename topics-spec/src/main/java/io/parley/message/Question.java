package io.parley.message;

import io.parley.query.Query;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question: {@code text} in natural language, or {@code protocol} with its {@code body}, or a
 * {@code query}. One that was passed on may have its query beside its text.
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
 * @param query what is asked, as data; beside {@code text} only where there is an origin
 * @param conversation the asker's own name of the conversation that it belongs to, an id
 * @param lang the language of the text and of the answer, a tag of BCP 47
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
    List<Evidence> facts,
    @Nullable Query query,
    @Nullable String conversation,
    @Nullable String lang) {
  /** No more facts travel with a question. */
  public static final int MOST_FACTS = 30;

  public Question {
    if (id != null) {
      Ids.require("id", id);
    }
    requireOne(text, protocol, query, origin);
    if (text != null && text.isBlank()) {
      throw new IllegalArgumentException("text '' must not be blank");
    }
    if (facts.size() > MOST_FACTS) {
      throw new IllegalArgumentException(
          "facts %d must be at most %d".formatted(facts.size(), MOST_FACTS));
    }
    if (conversation != null) {
      Ids.require("conversation", conversation);
    }
    if (lang != null) {
      Ids.requireLanguage("lang", lang);
    }
    path = List.copyOf(path);
    facts = List.copyOf(facts);
  }

  /** A question with neither query, conversation nor language. */
  public Question(
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
    this(id, text, protocol, body, replyTo, stream, needs, origin, path, facts, null, null, null);
  }

  private static void requireOne(
      @Nullable String text,
      @Nullable String protocol,
      @Nullable Query query,
      @Nullable Origin origin) {
    if (text != null && query != null && protocol == null) {
      if (origin == null) {
        throw new IllegalArgumentException(
            "query must not stand beside text unless the question was passed on, with origin");
      }
      return;
    }
    long given = Stream.of(text, protocol, query).filter(Objects::nonNull).count();
    if (given != 1) {
      throw new IllegalArgumentException(
          "text or protocol or query: exactly one must be given, not " + given);
    }
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

  /** A question in a query. */
  public static Question ofQuery(Query query) {
    return new Question(
        null,
        null,
        null,
        null,
        null,
        false,
        Needs.DEFAULT,
        null,
        List.of(),
        List.of(),
        query,
        null,
        null);
  }

  /** The same question under another id. */
  public Question withId(String newId) {
    return with(newId, stream, needs, query, conversation, lang);
  }

  /** The same question with other needs. */
  public Question withNeeds(Needs newNeeds) {
    return with(id, stream, newNeeds, query, conversation, lang);
  }

  /** The same question, asked to be streamed or not. */
  public Question withStream(boolean newStream) {
    return with(id, newStream, needs, query, conversation, lang);
  }

  /**
   * The same question with the query that its words were read as.
   *
   * @throws IllegalArgumentException where it has words and was not passed on
   */
  public Question withQuery(@Nullable Query newQuery) {
    return with(id, stream, needs, newQuery, conversation, lang);
  }

  /** The same question as part of a conversation. */
  public Question withConversation(@Nullable String newConversation) {
    return with(id, stream, needs, query, newConversation, lang);
  }

  /** The same question in a language. */
  public Question withLang(@Nullable String newLang) {
    return with(id, stream, needs, query, conversation, newLang);
  }

  private Question with(
      @Nullable String newId,
      boolean newStream,
      Needs newNeeds,
      @Nullable Query newQuery,
      @Nullable String newConversation,
      @Nullable String newLang) {
    return new Question(
        newId,
        text,
        protocol,
        body,
        replyTo,
        newStream,
        newNeeds,
        origin,
        path,
        facts,
        newQuery,
        newConversation,
        newLang);
  }

  /**
   * The same question as it is passed on: where it came from, what it passed, what was known. The
   * conversation stays behind: its name is the asker's own, and the next node's asker is this node.
   */
  public Question passedOn(
      @Nullable Origin newOrigin, List<String> newPath, List<Evidence> newFacts) {
    return new Question(
        id, text, protocol, body, null, stream, needs, newOrigin, newPath, newFacts, query, null,
        lang);
  }
}
