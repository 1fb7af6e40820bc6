/**
 * Who can be believed: the node's own Ed25519 key, signatures over protocols and their state, the
 * keys that are trusted here, and a reputation per (peer, protocol) that follows from a signed
 * ledger of verified outcomes. No MQTT here. Any thread may enter; the ledger writes one line at a
 * time.
 */
@NullMarked
package io.parley.trust;

import org.jspecify.annotations.NullMarked;
