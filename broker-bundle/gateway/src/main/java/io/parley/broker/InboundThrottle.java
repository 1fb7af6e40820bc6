package io.parley.broker;

import com.hivemq.bootstrap.ClientConnectionContext;
import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extensions.client.parameter.ConnectionAttributes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.parley.access.Who;
import io.parley.broker.PacketToll.Stage;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first to see what one connection sends, before anything of it is decoded or queued. Nothing
 * passes but a CONNECT of bounded size, in bounded time, until the broker has let its sender in;
 * then packets pass at a bounded rate, and while none may pass the socket is not read. This node's
 * own connections pass freely once they are in. On the connection's own thread.
 */
final class InboundThrottle extends ChannelDuplexHandler {
  static final String NAME = "parley_inbound_throttle";

  /** Marks a connection that has this handler in front of it; nobody else is let in. */
  static final String MARK = "parley.throttled";

  private static final String TLS = "ssl_handler";
  private static final long TLS_SECONDS = 10;
  private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LAST_WORDS_MS = 500;

  private final Connections connections;
  private final String source;
  private final PacketWalk walk = new PacketWalk();
  private @Nullable PacketToll toll;
  private @Nullable Who who;
  private @Nullable ByteBuf held;
  private @Nullable ScheduledFuture<?> deadline;
  private boolean reading = true;

  InboundThrottle(Connections connections, String source) {
    this.connections = connections;
    this.source = source;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    toll = new PacketToll(connections, new OnContext(ctx));
    ctx.channel().closeFuture().addListener(closed -> letGo());
  }

  private PacketToll toll() {
    return java.util.Objects.requireNonNull(toll);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    boolean tls = ctx.pipeline().get(TLS) != null;
    connectWithin(ctx, connections.limits().connectSeconds() + (tls ? TLS_SECONDS : 0));
    ConnectionAttributes.getInstance(ctx.channel()).put(MARK, ByteBuffer.wrap(new byte[] {1}));
    ctx.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent && toll().stage() == Stage.BEFORE_CONNECT) {
      connectWithin(ctx, connections.limits().connectSeconds());
    }
    ctx.fireUserEventTriggered(event);
  }

  private void connectWithin(ChannelHandlerContext ctx, long seconds) {
    cancelDeadline();
    String rule =
        "a CONNECT must come within %d s".formatted(connections.limits().connectSeconds());
    deadline =
        ctx.executor()
            .schedule(
                () -> new OnContext(ctx).close(Bound.CONNECT_TIME, rule),
                seconds,
                TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes) || toll().stage() == Stage.OWN) {
      ctx.fireChannelRead(message);
      return;
    }
    if (toll().stage() == Stage.ENDED) {
      bytes.release();
      return;
    }
    ByteBuf before = held;
    held =
        before == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), before, bytes);
    if (reading) {
      pass(ctx);
    } else {
      // Somebody else has turned reading on again.
      ctx.channel().config().setAutoRead(false);
    }
  }

  /** While the connection pauses, nobody behind this handler asks for more. */
  @Override
  public void read(ChannelHandlerContext ctx) {
    if (reading) {
      ctx.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean connack = toll().stage() == Stage.CONNECTING;
    var unused =
        ctx.write(
            message, connack ? promise.unvoid().addListener(written -> admitted(ctx)) : promise);
  }

  /** Lets pass what may, and pauses where something may not. */
  private void pass(ChannelHandlerContext ctx) {
    ByteBuf waiting = held;
    if (waiting == null) {
      return;
    }
    int passing = walk.passing(waiting, toll());
    if (toll().stage() == Stage.ENDED) {
      return;
    }
    boolean connecting = toll().stage() == Stage.CONNECTING;
    long pause = toll().takePause();
    if (connecting) {
      cancelDeadline();
    }
    if (connecting || pause > 0) {
      reading = false;
      ctx.channel().config().setAutoRead(false);
    }
    if (pause > 0) {
      var unused =
          ctx.executor()
              .schedule(() -> go(ctx), Math.max(pause, LEAST_PAUSE), TimeUnit.NANOSECONDS);
    }
    if (passing == waiting.readableBytes()) {
      held = null;
      ctx.fireChannelRead(waiting);
    } else if (passing > 0) {
      ctx.fireChannelRead(waiting.readRetainedSlice(passing));
    }
  }

  private void go(ChannelHandlerContext ctx) {
    if (toll().stage() == Stage.ENDED || !ctx.channel().isActive()) {
      return;
    }
    reading = true;
    pass(ctx);
    ctx.fireChannelReadComplete();
    if (reading) {
      ctx.channel().config().setAutoRead(true);
      // The broker may have turned it on already, when nothing was to be read.
      ctx.read();
    }
  }

  /** What the broker says first is its CONNACK: now it is known whose connection this is. */
  private void admitted(ChannelHandlerContext ctx) {
    if (toll().stage() != Stage.CONNECTING) {
      return;
    }
    ClientConnectionContext connection = ClientConnectionContext.of(ctx.channel());
    String client = connection.getClientId();
    Who let = connections.who(House.principal(connection), client == null ? "" : client);
    if (let == null) {
      return;
    }
    who = let;
    toll().admitted(let);
    connections.settled(source);
    go(ctx);
  }

  /** Nothing more of it passes, and nothing is kept of it. */
  private void letGo() {
    cancelDeadline();
    if (toll().pending()) {
      connections.settled(source);
    }
    toll().ended();
    ByteBuf waiting = held;
    held = null;
    if (waiting != null) {
      waiting.release();
    }
  }

  private void cancelDeadline() {
    ScheduledFuture<?> timer = deadline;
    deadline = null;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private final class OnContext implements PacketToll.Ending {
    private final ChannelHandlerContext ctx;

    OnContext(ChannelHandlerContext ctx) {
      this.ctx = ctx;
    }

    @Override
    public void reached(Bound bound, String rule) {
      connections.reached(bound, who, source, rule);
    }

    @Override
    public void close(Bound bound, String rule) {
      if (toll().stage() != Stage.ENDED) {
        reached(bound, rule);
        stop();
        hangUp();
      }
    }

    @Override
    public void disconnect(Bound bound, DisconnectReasonCode code, String rule) {
      reached(bound, rule);
      stop();
      Who ending = who;
      if (ending != null) {
        connections.end(ending, code, rule);
      }
      var unused = ctx.executor().schedule(this::hangUp, LAST_WORDS_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public ScheduledFuture<?> later(Runnable step, long seconds) {
      return ctx.executor().schedule(step, seconds, TimeUnit.SECONDS);
    }

    private void hangUp() {
      var unused = ctx.close();
    }

    private void stop() {
      reading = false;
      ctx.channel().config().setAutoRead(false);
      letGo();
    }
  }
}
