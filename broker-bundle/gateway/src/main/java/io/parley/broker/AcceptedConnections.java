package io.parley.broker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Sees every connection that a listener accepts before the broker does: one too many of its address
 * is closed unread, the others get their {@link InboundThrottle}.
 */
@ChannelHandler.Sharable
final class AcceptedConnections extends ChannelInboundHandlerAdapter {
  static final String NAME = "parley_accepted";

  private final Connections connections;

  AcceptedConnections(Connections connections) {
    this.connections = connections;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    if (!(accepted instanceof Channel child)) {
      ctx.fireChannelRead(accepted);
      return;
    }
    String source = Connections.source(child.remoteAddress());
    if (!connections.arrives(source)) {
      child.unsafe().closeForcibly();
      return;
    }
    child.pipeline().addLast(InboundThrottle.NAME, new InboundThrottle(connections, source));
    ctx.fireChannelRead(child);
  }
}
