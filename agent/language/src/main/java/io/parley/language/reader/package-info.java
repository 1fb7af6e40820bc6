/**
 * The only place where a question is cut into words: {@link
 * io.parley.language.reader.QuestionReader} links each word to a language pack or to the site, or
 * calls it unknown. Planning enters; everything is immutable and safe on any thread.
 */
@NullMarked
package io.parley.language.reader;

import org.jspecify.annotations.NullMarked;
