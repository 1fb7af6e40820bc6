/**
 * How often answers are right: {@link io.parley.bench.answers.AnswersBench} plays the telemetry of
 * an evaluation set and asks its questions. The command line enters; everything runs on the
 * caller's thread.
 */
@NullMarked
package io.parley.bench.answers;

import org.jspecify.annotations.NullMarked;
