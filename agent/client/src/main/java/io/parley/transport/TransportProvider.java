package io.parley.transport;

import java.util.Set;

/**
 * Opens transports of some schemes; found by {@link java.util.ServiceLoader}, so it must load
 * without the library it stands for.
 */
public interface TransportProvider {
  /** The schemes, lower case, such as {@code mqtt}. */
  Set<String> schemes();

  /** Opens one; returns at once, connected or not. */
  Transport open(TransportOptions options);
}
