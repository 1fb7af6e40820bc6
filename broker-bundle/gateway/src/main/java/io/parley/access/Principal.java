package io.parley.access;

import io.parley.exchange.Stamp;
import io.parley.message.Ids;
import io.parley.message.Shown;
import java.util.List;

/**
 * Whose rights a client has.
 *
 * @param name the user name, or the common name of its certificate; an id
 * @param role what it is trusted with
 * @param publish further topics it may publish to, as topic filters; {@code {user}} and {@code
 *     {client}} stand for its own names
 * @param subscribe further topic filters it may subscribe to
 */
public record Principal(String name, Role role, List<String> publish, List<String> subscribe) {
  /** Who a client on this machine is when it gives no credentials. */
  public static final Principal LOCAL =
      new Principal(Stamp.LOCAL, Role.OPERATOR, List.of(), List.of());

  /** This node's own connections. */
  public static final Principal NODE = new Principal(Stamp.NODE, Role.NODE, List.of(), List.of());

  public Principal {
    Ids.require("user", name);
    publish = checked("publish", publish);
    subscribe = checked("subscribe", subscribe);
  }

  /** A principal with the rights of its role and no more. */
  public static Principal of(String name, Role role) {
    return new Principal(name, role, List.of(), List.of());
  }

  /** Whether this is a name that no user may have. */
  static boolean reserved(String name) {
    return name.equals(LOCAL.name()) || name.equals(NODE.name());
  }

  private static List<String> checked(String field, List<String> filters) {
    for (String filter : filters) {
      if (TopicFilters.read(filter).isEmpty() || filter.startsWith("$")) {
        throw new IllegalArgumentException(
            "%s '%s' must be a topic filter that does not begin with $"
                .formatted(field, Shown.shortened(filter)));
      }
    }
    return List.copyOf(filters);
  }
}
