package io.parley.ladderbench;

import java.util.List;
import java.util.Map;

/**
 * A server agent.
 *
 * @param name the agent
 * @param model what speaks for it
 * @param description what it is, as its prompt says
 * @param tools task name to the tool that does it
 * @param needs what it asks other servers on the way: task name to the server
 */
record Server(
    String name,
    Llm model,
    String description,
    Map<String, Tool> tools,
    Map<String, List<Need>> needs) {
  /**
   * A question to another server that a task brings with it.
   *
   * @param server the other server
   * @param task what is asked
   */
  record Need(String server, String task) {}
}
