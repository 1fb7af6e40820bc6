/**
 * Questions in words become queries, results become words: language packs, the reader, planning and
 * wording. The router enters; values are immutable and safe on any thread.
 */
@NullMarked
package io.parley.language;

import org.jspecify.annotations.NullMarked;
