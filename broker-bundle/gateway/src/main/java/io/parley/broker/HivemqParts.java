package io.parley.broker;

import com.hivemq.extension.sdk.api.services.session.ClientService;
import com.hivemq.extensions.services.session.ClientServiceImpl;
import com.hivemq.persistence.ProducerQueuesImpl;
import com.hivemq.persistence.SingleWriterServiceImpl;
import com.hivemq.persistence.clientsession.ClientSessionPersistenceImpl;
import com.hivemq.persistence.connection.ConnectionPersistenceImpl;
import io.netty.channel.Channel;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Parts of HiveMQ that its extension SDK does not hand out. */
final class HivemqParts {
  private HivemqParts() {}

  /**
   * The channels on which a started broker listens.
   *
   * @throws BrokerException where HiveMQ keeps them elsewhere
   */
  static List<Channel> listening(ClientService clients) {
    try {
      Object sessions = part(ClientServiceImpl.class, clients, "clientSessionPersistence");
      Object connections =
          part(ClientSessionPersistenceImpl.class, sessions, "connectionPersistence");
      Map<?, ?> channels =
          (Map<?, ?>) part(ConnectionPersistenceImpl.class, connections, "serverChannelMap");
      return channels.values().stream().map(Channel.class::cast).toList();
    } catch (ReflectiveOperationException | ClassCastException | IllegalArgumentException e) {
      throw new BrokerException("the broker's connections cannot be bounded: " + e, e);
    }
  }

  /**
   * How many steps of a started broker wait to be stored; 0 of one that stores nothing.
   *
   * @throws BrokerException where HiveMQ counts them elsewhere
   */
  static LongSupplier waiting(ClientService clients) {
    try {
      Object sessions = part(ClientServiceImpl.class, clients, "clientSessionPersistence");
      Object writer = part(ClientSessionPersistenceImpl.class, sessions, "singleWriter");
      if (!(writer instanceof ProducerQueuesImpl)) {
        return () -> 0;
      }
      Object service = part(ProducerQueuesImpl.class, writer, "singleWriterServiceImpl");
      return ((SingleWriterServiceImpl) service).getGlobalTaskCount()::get;
    } catch (ReflectiveOperationException | ClassCastException | IllegalArgumentException e) {
      throw new BrokerException("the broker's work cannot be bounded: " + e, e);
    }
  }

  static Object part(Class<?> declaredBy, Object of, String name)
      throws ReflectiveOperationException {
    Field field = declaredBy.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }
}
