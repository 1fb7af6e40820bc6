package io.parley.site;

import java.util.List;

/**
 * A device or a machine.
 *
 * @param name lower case, unique at the site, e.g. {@code boiler 3}
 * @param aliases other names, lower case
 * @param deviceClass what it is, e.g. {@code lamp}; empty if the source does not say
 * @param place where it is, lower case, e.g. {@code kitchen}; empty if unknown
 * @param floor on which floor, lower case; empty if unknown
 */
public record Thing(
    String name, List<String> aliases, String deviceClass, String place, String floor) {
  public Thing {
    aliases = List.copyOf(aliases);
  }
}
