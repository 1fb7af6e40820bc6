package io.parley.llama;

/**
 * What a context is made for.
 *
 * @param cells KV cache cells of all sequences together
 * @param batch most tokens in one decode call
 * @param sequences how many sequences it knows
 * @param threads compute threads
 * @param embeddings whether it gives a vector for each token instead of logits
 */
record ContextPlan(int cells, int batch, int sequences, int threads, boolean embeddings) {}
