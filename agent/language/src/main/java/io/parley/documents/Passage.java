package io.parley.documents;

/**
 * A part of a document that may answer a question.
 *
 * @param file the file, relative to the folder, with slashes
 * @param line the line its text begins at, from 1
 * @param heading the headings it stands under, outermost first, joined by {@code >}
 * @param text its text as it stands in the file
 * @param score Lucene's BM25 score; only the order of scores means something
 * @param relevance how well it fits the question
 */
public record Passage(
    String file, int line, String heading, String text, double score, Relevance relevance) {}
