package io.parley.broker;

import io.parley.access.Who;

/**
 * A client that was let in; one for each connection.
 *
 * @param who whose rights it has
 * @param allowance what it has left to spend
 */
record Guest(Who who, Allowance allowance) {}
