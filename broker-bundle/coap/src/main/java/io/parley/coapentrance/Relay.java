package io.parley.coapentrance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.californium.elements.Connector;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.elements.RawDataChannel;
import org.eclipse.californium.elements.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/**
 * A connector that drops what it receives while there is no room, and can also be handed a message
 * as if it had just been received.
 */
final class Relay implements Connector {
  private final Connector inner;
  private final Stage stage;
  private final LongAdder dropped;
  private volatile @Nullable RawDataChannel channel;

  /**
   * Around this one.
   *
   * @param dropped counts what there was no room for; who sent it sends it again
   */
  Relay(Connector inner, Stage stage, LongAdder dropped) {
    this.inner = inner;
    this.stage = stage;
    this.dropped = dropped;
  }

  /** Hands this message to the stack. */
  void receive(byte[] message, EndpointContext from) {
    RawDataChannel receiver = channel;
    if (receiver != null) {
      receiver.receiveData(
          RawData.inbound(message, from, false, ClockUtil.nanoRealtime(), inner.getAddress()));
    }
  }

  @Override
  public void setRawDataReceiver(RawDataChannel messageHandler) {
    channel = messageHandler;
    inner.setRawDataReceiver(new WhileThereIsRoom(messageHandler));
  }

  @Override
  public void start() throws IOException {
    inner.start();
  }

  @Override
  public void stop() {
    inner.stop();
  }

  @Override
  public void destroy() {
    inner.destroy();
  }

  @Override
  public void send(RawData message) {
    inner.send(message);
  }

  @Override
  public void setEndpointContextMatcher(EndpointContextMatcher matcher) {
    inner.setEndpointContextMatcher(matcher);
  }

  @Override
  public InetSocketAddress getAddress() {
    return inner.getAddress();
  }

  @Override
  public String getProtocol() {
    return inner.getProtocol();
  }

  @Override
  public boolean isRunning() {
    return inner.isRunning();
  }

  @Override
  public void processDatagram(DatagramPacket datagram) {
    inner.processDatagram(datagram);
  }

  /**
   * Not a lambda: its interface is from a signed jar, and Java 17 crashes where it is to archive
   * such a one.
   */
  private final class WhileThereIsRoom implements RawDataChannel {
    private final RawDataChannel receiver;

    WhileThereIsRoom(RawDataChannel receiver) {
      this.receiver = receiver;
    }

    @Override
    public void receiveData(RawData message) {
      if (stage.room()) {
        receiver.receiveData(message);
      } else {
        dropped.increment();
      }
    }
  }
}
