/**
 * Models behind an HTTP server that speaks OpenAI's API: llama-server, Ollama, vLLM. {@link
 * io.parley.openai.HttpModel} is the door. Plain {@code java.net.http}; one thread per question
 * while it streams, one that watches for silence. Any thread may ask.
 */
@NullMarked
package io.parley.openai;

import org.jspecify.annotations.NullMarked;
