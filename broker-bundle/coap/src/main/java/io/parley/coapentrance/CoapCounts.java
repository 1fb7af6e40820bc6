package io.parley.coapentrance;

/**
 * What an entrance has done since it was opened, and holds now.
 *
 * @param requests requests that reached a resource
 * @param published publishes that the broker took
 * @param asked questions handed on
 * @param refused requests answered with an error
 * @param limited of these, for their rate
 * @param challenged of these, asked to prove their address
 * @param malformed datagrams that are no CoAP message
 * @param dropped datagrams that there was no room for
 * @param observers Observe relations now
 * @param liveTopics topics whose last value is held now
 * @param keptAnswers answers held now for those who fetch them later
 * @param handshakes full DTLS handshakes that succeeded
 * @param handshakesFailed DTLS handshakes that failed
 */
public record CoapCounts(
    long requests,
    long published,
    long asked,
    long refused,
    long limited,
    long challenged,
    long malformed,
    long dropped,
    long observers,
    long liveTopics,
    long keptAnswers,
    long handshakes,
    long handshakesFailed) {}
