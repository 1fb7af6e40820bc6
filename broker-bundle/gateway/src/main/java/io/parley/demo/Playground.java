package io.parley.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.demo.SimulatedDevice.Said;
import io.parley.mqtt.BrokerUrl;
import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.MqttSession;
import io.parley.mqtt.SessionOptions;
import io.parley.paho.PahoSession;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Plays devices on one broker, a tick a second. */
final class Playground implements AutoCloseable {
  private final MqttSession session;
  private final List<SimulatedDevice> devices;
  private final ScheduledExecutorService timer;
  private final CountDownLatch firstTicks = new CountDownLatch(5);
  private int tick;

  private Playground(MqttSession session, List<SimulatedDevice> devices) {
    this.session = session;
    this.devices = devices;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "devices");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Connects the devices and lets them play until closed. */
  static Playground play(String url, String client, List<SimulatedDevice> devices) {
    MqttSession session = PahoSession.of(SessionOptions.of(BrokerUrl.parse(url), client));
    session.connect().orTimeout(10, TimeUnit.SECONDS).join();
    Playground playground = new Playground(session, devices);
    devices.forEach(device -> device.hello().forEach(said -> playground.say(said, true)));
    var unused = playground.timer.scheduleAtFixedRate(playground::tick, 0, 1, TimeUnit.SECONDS);
    return playground;
  }

  /** Waits until every device has spoken some times, so that windows hold something. */
  void warmUp() {
    try {
      if (!firstTicks.await(30, TimeUnit.SECONDS)) {
        throw new DemoException("the devices did not speak");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  private void tick() {
    for (SimulatedDevice device : devices) {
      device.at(tick).forEach(said -> say(said, false));
    }
    tick++;
    firstTicks.countDown();
  }

  private void say(Said said, boolean retain) {
    var unused =
        session.publish(
            new MqttMessage(
                said.topic(),
                said.payload().getBytes(UTF_8),
                retain,
                said.contentType(),
                null,
                null,
                null,
                List.of()));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    session.close();
  }
}
