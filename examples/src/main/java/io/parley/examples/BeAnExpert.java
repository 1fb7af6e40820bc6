package io.parley.examples;

import io.parley.agent.Agent;
import io.parley.agent.AgentOptions;

/** A pump that answers questions about itself. */
public final class BeAnExpert {
  private BeAnExpert() {}

  /** The first argument is the broker's URL with the site as its path. Runs until it is killed. */
  public static void main(String[] args) {
    start(args[0], "pump7");
  }

  static Agent start(String url, String name) {
    Agent agent = Agent.connect(url, AgentOptions.named(name));
    agent
        .answer("pump/7", inquiry -> inquiry.answer("Pump 7 runs at %d Hz.".formatted(speed())))
        .join();
    return agent;
  }

  private static int speed() {
    return 40;
  }
}
