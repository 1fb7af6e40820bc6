package io.parley.ladderbench;

import java.util.Map;

/** A way to have queries answered, and what it has spent. */
interface Arm {
  /** How it is called in the output. */
  String name();

  /**
   * Asks a server, for a user or for another server.
   *
   * @param asker who asks
   * @param model what speaks for the asker
   * @return what the asker ends up with
   * @throws Bill.SilentException if a model kept silent
   */
  Map<String, Object> ask(
      String asker, Llm model, Server server, Task task, Map<String, Object> data);

  /** What was spent so far. */
  Bill bill();

  /** Agreements that were made. */
  default int negotiations() {
    return 0;
  }

  /** Protocol documents there are. */
  default int documents() {
    return 0;
  }
}
