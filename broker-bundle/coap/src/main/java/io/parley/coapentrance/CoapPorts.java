package io.parley.coapentrance;

import io.parley.gateway.Answering;
import io.parley.mqtt.MqttSession;
import java.time.Clock;

/**
 * What the entrance reaches the rest through.
 *
 * @param answering who answers questions
 * @param session a session of the entrance's own at the broker; it subscribes for the devices,
 *     after {@code admission} allowed it
 * @param outlet takes what devices publish to the broker, after {@code admission} allowed it
 * @param admission who may do what
 * @param protocols protocol documents
 * @param clock the time
 */
public record CoapPorts(
    Answering answering,
    MqttSession session,
    Outlet outlet,
    Admission admission,
    ProtocolDocuments protocols,
    Clock clock) {
  /** With publishes over the session, as to a broker of another process. */
  public CoapPorts(
      Answering answering,
      MqttSession session,
      Admission admission,
      ProtocolDocuments protocols,
      Clock clock) {
    this(
        answering,
        session,
        (peer, message) -> session.publish(message),
        admission,
        protocols,
        clock);
  }
}
