/**
 * Words to one agent, on {@code to/{agent}}: a map with an {@code op}, answered on its Response
 * Topic. Rooms that know what to do with an op register it with {@link io.parley.errand.Errands};
 * they are called on the session's listening thread and answer by a future.
 */
@NullMarked
package io.parley.errand;

import org.jspecify.annotations.NullMarked;
