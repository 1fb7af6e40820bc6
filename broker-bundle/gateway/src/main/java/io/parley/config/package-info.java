/**
 * What an operator sets: {@link io.parley.config.Settings}, read from a YAML file by {@link
 * io.parley.config.SettingsFile} and overridden flag by flag through {@link
 * io.parley.config.SettingsBuilder}. A broken file is refused with its line and the rule it breaks.
 * The command line and the node's wiring may enter; YAML and JSON Schema are seen by no other room.
 */
@NullMarked
package io.parley.config;

import org.jspecify.annotations.NullMarked;
