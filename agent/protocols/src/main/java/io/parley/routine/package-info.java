/**
 * Routines: the code that answers a protocol in the model's place. JSONata expressions from outside
 * are admitted by an allow-list over the parsed expression, run under limits on steps, depth,
 * output and memory, and must pass the vectors of their document; foreign ones do so in a child
 * process first. Java routines stand behind the same {@link io.parley.routine.Routine}. The only
 * room that sees JSONata. Any thread may enter.
 */
@NullMarked
package io.parley.routine;

import org.jspecify.annotations.NullMarked;
