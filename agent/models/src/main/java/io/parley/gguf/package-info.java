/**
 * The header of a GGUF file, read in plain Java before native code sees the file: {@link
 * io.parley.gguf.GgufHeader#read} refuses what is broken, and {@link io.parley.gguf.ModelShape}
 * tells what the model needs. Every count and length is bounded before it is believed. No state;
 * any thread may call.
 */
@NullMarked
package io.parley.gguf;

import org.jspecify.annotations.NullMarked;
