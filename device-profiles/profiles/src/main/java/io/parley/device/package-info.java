/**
 * What each class of device can bear: profiles as data, each number with its unit and source, the
 * detection of the device this runs on, and the catalogue of models with what each needs. Everybody
 * above may enter, on any thread; nothing here downloads or loads a model.
 */
@NullMarked
package io.parley.device;

import org.jspecify.annotations.NullMarked;
