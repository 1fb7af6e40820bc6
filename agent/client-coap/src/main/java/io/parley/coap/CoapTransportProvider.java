package io.parley.coap;

import io.parley.transport.Transport;
import io.parley.transport.TransportOptions;
import io.parley.transport.TransportProvider;
import java.util.Set;

/** Opens {@code coap} and {@code coaps}; Californium is loaded when one is opened. */
public final class CoapTransportProvider implements TransportProvider {
  /** For the service loader. */
  public CoapTransportProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("coap", "coaps");
  }

  @Override
  public Transport open(TransportOptions options) {
    return CoapTransport.open(options);
  }
}
