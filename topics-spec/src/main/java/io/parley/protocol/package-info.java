/**
 * What talk becomes when it repeats: protocol documents (Markdown with front matter), named by the
 * hash of their bytes, with phrase templates and test vectors inside the hashed bytes. Everybody
 * may enter, from any thread; nothing here runs a routine, judges a schema, or knows a topic.
 */
@NullMarked
package io.parley.protocol;

import org.jspecify.annotations.NullMarked;
