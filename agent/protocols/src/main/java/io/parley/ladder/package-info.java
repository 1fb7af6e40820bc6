/**
 * How talk becomes cheap: what is asked again is noticed, a protocol document with a routine is
 * drafted from the real exchanges, agreed with the asker, announced as retained messages, and kept
 * on disk with its life cycle. {@link io.parley.ladder.Ladder} is the door; gateways enter through
 * {@link io.parley.gateway.Routines}. Questions are answered on the caller's thread; noticing,
 * negotiating and announcing happen on the ladder's own executor.
 */
@NullMarked
package io.parley.ladder;

import org.jspecify.annotations.NullMarked;
