/**
 * llama.cpp through its C API: {@link io.parley.llama.LlamaLibrary} finds a library and knows it by
 * its SHA-256 before any call, {@link io.parley.llama.LlamaEngine} decodes many questions in one
 * loop over a shared KV cache. JNA is seen here and nowhere else. One library per process; all
 * native calls come from the engine's own thread. Native code can abort: a node enters through
 * {@code io.parley.worker}, which gives this room a process of its own.
 */
@NullMarked
package io.parley.llama;

import org.jspecify.annotations.NullMarked;
