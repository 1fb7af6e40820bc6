/**
 * The fast pack: newer llama.cpp libraries out of the npm packages of node-llama-cpp, fetched by
 * the ordinary npm client with exact versions and recorded integrity. The build and {@code engine
 * install} enter; nothing here loads a library. Any thread.
 */
@NullMarked
package io.parley.enginepack;

import org.jspecify.annotations.NullMarked;
