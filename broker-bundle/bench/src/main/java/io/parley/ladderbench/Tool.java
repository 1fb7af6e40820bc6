package io.parley.ladderbench;

import java.util.Map;

/**
 * What a server can do, in the server's own fields.
 *
 * @param name the tool; servers that share a tool share its schema
 * @param description in words
 * @param input field to type and meaning
 * @param output as {@code input}
 * @param asks names of field in the task, for each field of the input: what a model reads off
 * @param gives names of field in the task's output, for each field of the output
 */
record Tool(
    String name,
    String description,
    Map<String, String> input,
    Map<String, String> output,
    Map<String, String> asks,
    Map<String, String> gives) {}
