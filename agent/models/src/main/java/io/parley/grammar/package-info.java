/**
 * Grammars that decoding is held to: {@link io.parley.grammar.Gbnf} checks one before native code
 * sees it, {@link io.parley.grammar.JsonSchemaGrammar} and {@link io.parley.grammar.ChoiceGrammar}
 * write them. Plain Java without state; any thread may call.
 */
@NullMarked
package io.parley.grammar;

import org.jspecify.annotations.NullMarked;
