/**
 * What one language says, as data: {@link io.parley.language.pack.LanguagePack} links phrases to
 * {@link io.parley.language.pack.Concept concepts} that no language owns. The reader, planning and
 * wording enter; packs are immutable and safe on any thread.
 */
@NullMarked
package io.parley.language.pack;

import org.jspecify.annotations.NullMarked;
