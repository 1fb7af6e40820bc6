/**
 * Units as devices write them, and how values are told in another one. Whoever has values with
 * units enters; everything here is immutable and safe on any thread.
 */
@NullMarked
package io.parley.units;

import org.jspecify.annotations.NullMarked;
