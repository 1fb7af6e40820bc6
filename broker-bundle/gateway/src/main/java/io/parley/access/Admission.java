package io.parley.access;

import io.parley.message.Reason;

/** What becomes of a client at the door. */
public sealed interface Admission {
  /** It comes in with these rights. */
  record Admitted(Principal principal) implements Admission {}

  /** It stays outside: {@code unauthorised} or {@code bad-credentials}. */
  record Refused(Reason reason) implements Admission {}
}
