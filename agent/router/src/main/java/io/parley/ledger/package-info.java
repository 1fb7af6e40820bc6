/**
 * What must outlive the process: {@link io.parley.ledger.DiskLedger} writes every question down
 * when it is taken and when it ends, so that a node that was killed can end what it left open. The
 * gateway and the node's start enter; calls come from any thread.
 */
@NullMarked
package io.parley.ledger;

import org.jspecify.annotations.NullMarked;
