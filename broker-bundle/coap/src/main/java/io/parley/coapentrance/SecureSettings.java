package io.parley.coapentrance;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * DTLS 1.2 with Connection ID (RFC 9146).
 *
 * @param address where to listen, port 0 for a free one
 * @param psk the pre-shared keys
 * @param certificates X.509; absent: PSK only
 */
public record SecureSettings(
    InetSocketAddress address, PskKeys psk, @Nullable Certificates certificates) {}
