package io.parley.documents;

/**
 * A piece of a document before it is indexed.
 *
 * @param line the line its text begins at, from 1
 * @param heading the headings it stands under, joined by {@code >}
 * @param text its text
 */
record Section(int line, String heading, String text) {}
