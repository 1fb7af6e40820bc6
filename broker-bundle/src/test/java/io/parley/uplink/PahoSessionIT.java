package io.parley.uplink;

import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;

final class PahoSessionIT extends SessionContract {
  @Override
  MqttSession session(SessionOptions options) {
    return PahoSession.of(options);
  }
}
