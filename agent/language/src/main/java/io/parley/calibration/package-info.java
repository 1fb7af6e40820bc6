/**
 * How sure a model's answers are: evaluation over cases with known answers, isotonic calibration of
 * the raw confidence, and the threshold for an error rate that the user chooses. {@link
 * io.parley.calibration.Evaluation} asks any {@link io.parley.engine.LanguageModel}; the rest is
 * arithmetic. Its cases are made by code and by hand that the training never sees. Any thread may
 * call; an evaluation blocks its caller.
 */
@NullMarked
package io.parley.calibration;

import org.jspecify.annotations.NullMarked;
