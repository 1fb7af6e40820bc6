/**
 * What is at a site: {@link io.parley.site.SiteModel} (things, series, places, what they are worth
 * now) and {@link io.parley.site.History} (what they were worth before). Whoever evaluates queries
 * and reads questions enters; every method may be called from any thread.
 */
@NullMarked
package io.parley.site;

import org.jspecify.annotations.NullMarked;
