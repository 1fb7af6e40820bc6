package io.parley.node;

import io.parley.access.AccessRules;
import io.parley.config.Settings;
import io.parley.gateway.GatewayIdentity;
import io.parley.gateway.GatewayLimits;
import io.parley.message.By;
import io.parley.mqttentrance.EntranceSettings;
import io.parley.topics.TopicFilter;
import io.parley.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of questions. Without access rules the broker is an external one, which
 * does not say who asks, and guards its topics itself.
 */
record AskingRules(Settings settings, GatewayIdentity self) {
  EntranceSettings entrance(Topics topics, @Nullable AccessRules access) {
    By by = new By(self.agent(), self.tier(), null, null, null);
    List<TopicFilter> replies = settings.replies().stream().map(TopicFilter::of).toList();
    return access == null
        ? EntranceSettings.external(topics, self.site(), by, replies)
        : EntranceSettings.embedded(topics, self.site(), by, replies, access);
  }

  Predicate<String> mayPassOn(@Nullable AccessRules access) {
    return access == null ? principal -> true : access::mayPassOn;
  }

  GatewayLimits limits() {
    return new GatewayLimits(
        settings.limits().inFlight(),
        settings.limits().cached(),
        Duration.ofSeconds(settings.limits().cacheSeconds()),
        settings.share(),
        settings.limits().textBytes(),
        settings.limits().textWords());
  }
}
