/**
 * JSON Schema: whether a schema is one that is allowed here, and whether a tree fits it. The only
 * room that sees the validator; trees go in and out as plain Java data. Any thread may enter, and a
 * compiled {@link io.parley.schema.Schema} is shared between threads.
 */
@NullMarked
package io.parley.schema;

import org.jspecify.annotations.NullMarked;
