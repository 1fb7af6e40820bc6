package io.parley.access;

/**
 * A connected client and whose rights it has.
 *
 * @param principal whose rights
 * @param client the client id at the broker, or the session at the CoAP entrance; any text
 */
public record Who(Principal principal, String client) {}
