package io.parley.broker;

import com.hivemq.extension.sdk.api.auth.PublishAuthorizer;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.PublishAuthorizerOutput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.connect.WillPublishPacket;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import io.parley.access.Who;
import java.util.Optional;

/**
 * The last word on every topic of one connection. A PUBLISH has passed {@link InboundGate} by then;
 * one that has not (the broker has let interceptors out in the past) is refused here, because its
 * sender could have written the stamp itself.
 */
final class TopicGate implements PublishAuthorizer, SubscriptionAuthorizer {
  private final House house;

  TopicGate(House house) {
    this.house = house;
  }

  @Override
  public void authorizePublish(PublishAuthorizerInput input, PublishAuthorizerOutput output) {
    Optional<Who> who = house.who(input);
    if (!(input.getPublishPacket() instanceof WillPublishPacket)) {
      house.decided(input.getClientInformation().getClientId());
    }
    if (who.isPresent() && passes(input.getPublishPacket(), who.get())) {
      output.authorizeSuccessfully();
    } else {
      output.failAuthorization();
    }
  }

  private boolean passes(PublishPacket publish, Who who) {
    if (publish instanceof WillPublishPacket) {
      return house.rights().mayLeaveWill(who, publish.getTopic());
    }
    return house.rights().mayPublish(who, publish.getTopic())
        && (!house.rights().ours(publish.getTopic())
            || Stamps.on(publish.getUserProperties(), who));
  }

  @Override
  public void authorizeSubscribe(
      SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
    String filter = input.getSubscription().getTopicFilter();
    Who who = house.who(input).orElse(null);
    if (who == null || !house.rights().maySubscribe(who, filter)) {
      output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED);
      if (who != null) {
        house.events().subscribeRefused(who, filter);
      }
    } else if (house.sessions().subscribe(who.client(), filter)) {
      output.authorizeSuccessfully();
    } else {
      output.failAuthorization(SubackReasonCode.QUOTA_EXCEEDED);
      reached(who, input.getConnectionInformation());
    }
  }

  private void reached(Who who, ConnectionInformation connection) {
    house.reached(
        Bound.SUBSCRIPTIONS,
        who,
        House.source(connection),
        "subscriptions of a session must be at most " + house.limits().client().subscriptions());
  }
}
