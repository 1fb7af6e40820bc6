package io.parley.cli;

import io.parley.codec.Trees;
import io.parley.message.AgentStatus;
import io.parley.message.Card;
import io.parley.message.Shown;
import io.parley.presence.AgentSeen;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An agent as people and programs are shown it. */
final class AgentShown {
  private AgentShown() {}

  static String line(AgentSeen seen) {
    StringBuilder line = new StringBuilder(seen.address());
    Card card = seen.card();
    if (card != null) {
      line.append("  ").append(card.tier().word());
    }
    line.append("  ").append(state(seen));
    AgentStatus status = seen.status();
    if (status != null && status.load() != null) {
      line.append("  queue ").append(status.load().queue());
      if (status.load().tokensPerSecond() != null) {
        line.append(String.format(Locale.ROOT, ", %.0f tokens/s", status.load().tokensPerSecond()));
      }
    }
    if (card != null && !card.subjects().isEmpty()) {
      line.append("  subjects ").append(String.join(" ", card.subjects()));
    }
    if (card != null && !card.models().isEmpty()) {
      line.append("  models");
      card.models().forEach(model -> line.append(' ').append(Shown.shortened(model)));
    }
    if (card != null && !card.protocols().isEmpty()) {
      line.append("  protocols ").append(card.protocols().size());
    }
    return line.toString();
  }

  static String line(Beliefs.Belief belief) {
    return String.format(
        Locale.ROOT,
        "%s believes it to %.0f %%: %.1f right, %.1f wrong in %s",
        belief.by(),
        100 * belief.expected(),
        belief.good(),
        belief.bad(),
        belief.protocol().isEmpty() ? "words" : Shown.shortened(belief.protocol()));
  }

  static String json(AgentSeen seen, Beliefs beliefs) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("site", seen.site());
    tree.put("agent", seen.agent());
    tree.put("state", state(seen));
    Card card = seen.card();
    if (card != null) {
      tree.put("tier", card.tier().word());
      tree.put("router", card.router());
      tree.put("subjects", card.subjects());
      tree.put("models", card.models());
      tree.put("protocols", card.protocols());
    }
    AgentStatus status = seen.status();
    if (status != null && status.load() != null) {
      tree.put("queue", status.load().queue());
      if (status.load().tokensPerSecond() != null) {
        tree.put("tokensPerSecond", status.load().tokensPerSecond());
      }
    }
    List<Map<String, Object>> reputation =
        beliefs.of(seen.agent()).stream().map(Beliefs.Belief::tree).toList();
    tree.put("reputation", reputation);
    return new String(Trees.toJson(tree), StandardCharsets.UTF_8);
  }

  private static String state(AgentSeen seen) {
    return seen.state().name().toLowerCase(Locale.ROOT);
  }
}
