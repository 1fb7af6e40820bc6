/**
 * The port to language models: {@link io.parley.engine.LanguageModel} takes a {@link
 * io.parley.engine.GenerationRequest} and gives a {@link io.parley.engine.Generation} with the
 * probability of every token. No native code and no process here; the rooms behind the port hold
 * those. Any thread may call; listeners are called on the engine's thread and must not block.
 */
@NullMarked
package io.parley.engine;

import org.jspecify.annotations.NullMarked;
