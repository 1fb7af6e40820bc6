package io.parley.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * One series as the site knows it, whether a question means it or not.
 *
 * @param fact its name, value, unit and age; also where its value has ended
 * @param kind what its values are; absent where that is not known
 * @param place the area its source puts it in; absent if it says none
 * @param diagnostic whether it tells about the device's own health and link
 */
public record Known(
    Fact fact, @Nullable SeriesKind kind, @Nullable String place, boolean diagnostic) {}
