/**
 * What each class of device can bear: profiles as data, each number with its unit and source, and
 * the detection of the device this runs on. Everybody above may enter, on any thread.
 */
@NullMarked
package io.parley.device;

import org.jspecify.annotations.NullMarked;
