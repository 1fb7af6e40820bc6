/**
 * What is said: {@link io.parley.message.Question}, {@link io.parley.message.Answer} and their
 * parts, as records that refuse nonsense when they are built. Everybody may enter; nothing here
 * knows a topic, a codec or a thread. A tree of data ({@code body}, {@code data}) is plain Java:
 * {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Number}, {@code
 * Boolean} or null.
 */
@NullMarked
package io.parley.message;

import org.jspecify.annotations.NullMarked;
