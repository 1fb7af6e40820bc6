package io.parley.gateway;

import io.parley.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * How a question was understood.
 *
 * @param query the query that was evaluated; absent where it took more than one
 * @param readAs the same in one line
 * @param language the language that the words were read in, and that the answer is told in
 */
public record Understood(@Nullable Query query, String readAs, String language) {}
