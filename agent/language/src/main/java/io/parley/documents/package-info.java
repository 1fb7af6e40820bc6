/**
 * The user's own text: a folder of Markdown and plain text, cut into passages and indexed with
 * Apache Lucene, and whether a passage answers a question. Searches come on any thread; changes are
 * looked for on the scheduler given. The door is {@link io.parley.documents.Documents}.
 */
@NullMarked
package io.parley.documents;

import org.jspecify.annotations.NullMarked;
