package io.parley.broker;

import com.hivemq.common.shutdown.ShutdownHooks;
import com.hivemq.configuration.HivemqId;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import com.hivemq.extensions.services.PluginServiceRateLimitService;
import com.hivemq.extensions.services.executor.GlobalManagedExtensionExecutorService;
import com.hivemq.extensions.services.publish.PublishServiceImpl;
import com.hivemq.mqtt.services.InternalPublishService;
import com.hivemq.mqtt.services.PublishDistributor;
import com.hivemq.mqtt.topic.tree.LocalTopicTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HiveMQ's own publish service, but for the thread: it has every step of a message told over the
 * scheduled executor of the extensions, which costs a publish from inside a fifth of what a gateway
 * can do. Nothing that hangs on it waits, so whoever is through with a step runs the next.
 */
final class CallerRuns extends GlobalManagedExtensionExecutorService {
  private static final Logger LOG = LoggerFactory.getLogger(CallerRuns.class);

  private CallerRuns(ShutdownHooks hooks) {
    super(hooks);
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  /** The service made of the same parts; the given one where HiveMQ keeps them elsewhere. */
  static PublishService of(PublishService given) {
    try {
      Class<?> theirs = PublishServiceImpl.class;
      Object executor = HivemqParts.part(theirs, given, "globalManagedExtensionExecutorService");
      Class<?> executing = GlobalManagedExtensionExecutorService.class;
      return new PublishServiceImpl(
          (PluginServiceRateLimitService) HivemqParts.part(theirs, given, "rateLimitService"),
          new CallerRuns((ShutdownHooks) HivemqParts.part(executing, executor, "shutdownHooks")),
          (InternalPublishService) HivemqParts.part(theirs, given, "internalPublishService"),
          (PublishDistributor) HivemqParts.part(theirs, given, "publishDistributor"),
          (HivemqId) HivemqParts.part(theirs, given, "hiveMQId"),
          (LocalTopicTree) HivemqParts.part(theirs, given, "topicTree"));
    } catch (ReflectiveOperationException | ClassCastException | IllegalArgumentException e) {
      LOG.warn("publishes from inside go the long way: {}", e.toString());
      return given;
    }
  }
}
