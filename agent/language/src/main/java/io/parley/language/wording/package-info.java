/**
 * Results as words: {@link io.parley.language.wording.Wording} fills a language pack's templates.
 * The router enters; immutable, safe on any thread.
 */
@NullMarked
package io.parley.language.wording;

import org.jspecify.annotations.NullMarked;
