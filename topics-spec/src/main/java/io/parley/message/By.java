package io.parley.message;

import org.jspecify.annotations.Nullable;

/**
 * Who gave an answer.
 *
 * @param agent the node or expert
 * @param tier where it stands
 * @param model the model's name, where one spoke
 * @param snapshot the first 12 hex digits of the SHA-256 of the model's file, where one spoke
 * @param protocol the protocol id that answered, or that the asker may use from now on
 */
public record By(
    String agent,
    Tier tier,
    @Nullable String model,
    @Nullable String snapshot,
    @Nullable String protocol) {
  public By {
    Ids.require("by.agent", agent);
  }
}
