package io.parley.codec;

/**
 * JSON that is written already. A tree that is written as JSON may hold it: it goes in as it is.
 *
 * @param text one JSON value
 */
public record Json(String text) {}
