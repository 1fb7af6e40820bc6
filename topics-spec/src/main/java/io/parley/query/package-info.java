/**
 * What is asked, as data ({@code parley/query/1}): {@link io.parley.query.Query} and its parts. A
 * query names things, quantities and places of a site and one operation over them; code evaluates
 * it and always ends. Everybody enters; values are immutable and safe on any thread.
 */
@NullMarked
package io.parley.query;

import org.jspecify.annotations.NullMarked;
