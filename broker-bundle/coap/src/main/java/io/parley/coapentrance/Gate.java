package io.parley.coapentrance;

import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.interceptors.MalformedMessageInterceptor;
import org.eclipse.californium.core.network.interceptors.MessageInterceptorAdapter;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.RawData;

/**
 * Stands before Californium's stack. The stack holds the whole largest body for every Block1
 * transfer that somebody opens, so as many are let in as memory bears; the others are dropped, and
 * a device repeats what was dropped.
 */
final class Gate extends MessageInterceptorAdapter implements MalformedMessageInterceptor {
  private static final int MOST_OPEN = 256;
  private static final int MOST_OPEN_PER_PEER = 4;
  private static final long OPEN_MS = 60_000;

  private final Front front;
  private final Map<Transfer, Long> open = new LinkedHashMap<>();

  Gate(Front front) {
    this.front = front;
  }

  private record Transfer(InetSocketAddress peer, String path) {}

  @Override
  public void receiveEmptyMessage(EmptyMessage message) {
    heard(message.getSourceContext());
  }

  private void heard(EndpointContext context) {
    if (context.getPeerIdentity() != null) {
      front.relations.heard(context);
    }
  }

  @Override
  public void receiveRequest(Request request) {
    heard(request.getSourceContext());
    BlockOption block = request.getOptions().getBlock1();
    if (block == null) {
      return;
    }
    Transfer transfer =
        new Transfer(
            request.getSourceContext().getPeerAddress(), request.getOptions().getUriPathString());
    if (!admit(transfer, block.isM(), front.ports.clock().millis())) {
      front.counters.limited.increment();
      request.cancel();
    }
  }

  private synchronized boolean admit(Transfer transfer, boolean more, long now) {
    if (!more) {
      open.remove(transfer);
      return true;
    }
    for (Iterator<Long> oldest = open.values().iterator(); oldest.hasNext(); ) {
      if (now - oldest.next() <= OPEN_MS) {
        break;
      }
      oldest.remove();
    }
    if (open.containsKey(transfer)) {
      return true;
    }
    long own = open.keySet().stream().filter(each -> each.peer().equals(transfer.peer())).count();
    if (open.size() >= MOST_OPEN || own >= MOST_OPEN_PER_PEER) {
      return false;
    }
    open.put(transfer, now);
    return true;
  }

  @Override
  public void receivedMalformedMessage(RawData message) {
    front.counters.malformed.increment();
  }
}
