package io.parley.mqttentrance;

/** What an asker may do at the broker; where the broker does not say, its own rights rule. */
public interface ReplyRights {
  /** On an external broker: it guards its topics itself, and nobody is known by name. */
  ReplyRights OF_THE_BROKER =
      new ReplyRights() {
        @Override
        public boolean mayRead(String client, String principal, String topic) {
          return true;
        }

        @Override
        public boolean mayPublish(String client, String principal, String topic) {
          return false;
        }
      };

  /** Whether the asker may subscribe to the topic. */
  boolean mayRead(String client, String principal, String topic);

  /** Whether the asker may publish to the topic itself. */
  boolean mayPublish(String client, String principal, String topic);
}
