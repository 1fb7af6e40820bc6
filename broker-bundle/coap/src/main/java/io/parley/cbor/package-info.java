/**
 * CBOR (RFC 8949) to plain trees and back, for devices that speak it over CoAP; inside, everything
 * is a tree. Whoever holds bytes may enter, on any thread; Jackson stays in here.
 */
@NullMarked
package io.parley.cbor;

import org.jspecify.annotations.NullMarked;
