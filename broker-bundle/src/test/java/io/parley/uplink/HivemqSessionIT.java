package io.parley.uplink;

import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;

final class HivemqSessionIT extends SessionContract {
  @Override
  MqttSession session(SessionOptions options) {
    return HivemqSession.of(options);
  }
}
