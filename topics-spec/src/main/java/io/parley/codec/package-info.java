/**
 * How it is said: bytes and Content Type to questions, answers, frames, cards and statuses, and
 * back. Everybody may enter, on any thread; the JSON and MessagePack libraries stay inside. All
 * that comes in is bounded before it is decoded, and nothing but a {@link
 * io.parley.codec.CodecException} comes out of it.
 */
@NullMarked
package io.parley.codec;

import org.jspecify.annotations.NullMarked;
