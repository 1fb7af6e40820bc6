package io.parley.ledger;

import io.parley.message.Answer;
import io.parley.message.Question;
import java.time.Instant;

/**
 * A question that nobody could answer.
 *
 * @param at when it came
 * @param subject its subject
 * @param question what was asked
 * @param answer the unsure answer that went out
 */
public record Unanswered(Instant at, String subject, Question question, Answer answer) {}
