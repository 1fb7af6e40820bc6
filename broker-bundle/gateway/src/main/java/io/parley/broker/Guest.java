package io.parley.broker;

import io.parley.access.Who;

/**
 * A client that was let in; one for each connection.
 *
 * @param who whose rights it has
 * @param allowance what it has left to spend
 * @param source the address that it comes from
 */
record Guest(Who who, Allowance allowance, String source) {}
