package io.parley.broker;

/**
 * An address that the broker does listen on.
 *
 * @param bind as it was set
 * @param port the real one
 * @param tls whether it speaks TLS
 */
public record BoundListener(String bind, int port, boolean tls) {
  /** How a client on this machine reaches it: {@code mqtt://127.0.0.1:1883}. */
  public String url() {
    String host = bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
    String written = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "%s://%s:%d".formatted(tls ? "mqtts" : "mqtt", written, port);
  }
}
