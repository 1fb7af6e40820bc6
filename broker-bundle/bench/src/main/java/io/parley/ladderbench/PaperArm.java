package io.parley.ladderbench;

import io.parley.ladderbench.Bill.Purpose;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The paper's policy (appendix D.1): an asker looks for a protocol from its third exchange with a
 * server on a task on, and negotiates one from the fifth; a server negotiates after ten exchanges
 * in words with anybody. A model judges whether an unknown protocol is suited, and each agent
 * writes its own routines.
 */
final class PaperArm implements Arm {
  private static final int LOOK_AFTER = 3;
  private static final int NEGOTIATE_AFTER = 5;
  private static final int SERVER_NEGOTIATES_AFTER = 10;

  private final World world;
  private final Bill bill;
  private final Talk talk;
  private final Map<String, Integer> exchanges = new HashMap<>();
  private final Map<String, Integer> sinceNegotiation = new HashMap<>();
  private final Map<String, String> protocols = new HashMap<>();
  private final Set<String> routines = new HashSet<>();
  private int negotiations;

  PaperArm(World world, long seed) {
    this.world = world;
    bill = new Bill(seed);
    talk = new Talk(world, this);
  }

  @Override
  public String name() {
    return "paper 3/5/10";
  }

  @Override
  public Map<String, Object> ask(
      String asker, Llm model, Server server, Task task, Map<String, Object> data) {
    String kind = server.name() + "/" + task.name();
    int before = exchanges.merge(asker + "/" + kind, 1, Integer::sum) - 1;
    if (before >= LOOK_AFTER
        && protocols.containsKey(kind)
        && !routines.contains(asker + "/" + kind)) {
      take(asker, model, kind, task);
    } else if (before >= NEGOTIATE_AFTER && !protocols.containsKey(kind)) {
      negotiate(asker, model, server, task);
    }
    if (routines.contains(asker + "/" + kind)) {
      return Truth.of(server, task.name(), data, talk.hear(server, task, data));
    }
    Map<String, Object> output = talk.exchange(model, server, task, data).output();
    if (sinceNegotiation.merge(server.name(), 1, Integer::sum) >= SERVER_NEGOTIATES_AFTER) {
      sinceNegotiation.put(server.name(), 0);
      if (!protocols.containsKey(kind)) {
        negotiate(asker, model, server, task);
      }
    }
    return output;
  }

  private void take(String asker, Llm model, String kind, Task task) {
    String protocol = protocols.getOrDefault(kind, "");
    bill.call(model, Purpose.CHECK, Prompts.check(protocol, task), Prompts.checked(task));
    bill.call(
        model,
        Purpose.ROUTINE,
        Prompts.program(protocol, task, "requester"),
        Prompts.programmed(task));
    routines.add(asker + "/" + kind);
  }

  private void negotiate(String asker, Llm model, Server server, Task task) {
    String kind = server.name() + "/" + task.name();
    String document = Prompts.protocol(task, World.tool(server, task));
    bill.call(model, Purpose.NEGOTIATION, Prompts.negotiate(task, ""), document);
    bill.call(
        server.model(),
        Purpose.NEGOTIATION,
        Prompts.server(server, world) + Prompts.negotiate(task, document),
        document);
    bill.call(model, Purpose.NEGOTIATION, Prompts.negotiate(task, document + document), document);
    bill.call(
        server.model(),
        Purpose.ROUTINE,
        Prompts.server(server, world) + Prompts.program(document, task, "responder"),
        Prompts.programmed(task));
    negotiations++;
    protocols.put(kind, document);
    bill.call(
        model,
        Purpose.ROUTINE,
        Prompts.program(document, task, "requester"),
        Prompts.programmed(task));
    routines.add(asker + "/" + kind);
  }

  @Override
  public Bill bill() {
    return bill;
  }

  @Override
  public int negotiations() {
    return negotiations;
  }

  @Override
  public int documents() {
    return protocols.size();
  }
}
