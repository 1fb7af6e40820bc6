package io.parley.ladderbench;

import io.parley.ladderbench.Bill.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One exchange in natural language, with the tool calls of both models. */
final class Talk {
  private final World world;
  private final Arm arm;

  /** Talk whose questions to third servers go through the arm as well. */
  Talk(World world, Arm arm) {
    this.world = world;
    this.arm = arm;
  }

  /**
   * An exchange as a server's gateway can log it.
   *
   * @param data what the asker wanted
   * @param arguments what the tool was called with
   * @param result what the tool gave
   * @param output what the asker took from it
   */
  record Logged(
      Map<String, Object> data,
      Map<String, Object> arguments,
      Map<String, Object> result,
      Map<String, Object> output) {}

  Logged exchange(Llm model, Server server, Task task, Map<String, Object> data) {
    Bill bill = arm.bill();
    Tool tool = World.tool(server, task);
    String asking = Prompts.asker(task, data);
    String message = Prompts.message(task, data);
    bill.call(model, Purpose.TALK, asking, Prompts.send(message));
    StringBuilder talk =
        new StringBuilder(Prompts.server(server, world)).append("Query: ").append(message);
    List<Map<String, Object>> heard = new ArrayList<>();
    for (Server.Need need : server.needs().getOrDefault(task.name(), List.of())) {
      Map<String, Object> asked = carried(world.task(need.task()), data);
      String call = Prompts.call(need.server() + "." + need.task(), asked);
      bill.call(server.model(), Purpose.TALK, talk.toString(), call);
      Map<String, Object> said =
          arm.ask(
              server.name(),
              server.model(),
              world.server(need.server()),
              world.task(need.task()),
              asked);
      heard.add(said);
      talk.append('\n').append(call).append('\n').append(Prompts.json(said));
    }
    Map<String, Object> output = Truth.of(server, task.name(), data, heard);
    Map<String, Object> arguments = World.arguments(tool, data);
    Map<String, Object> result = World.result(tool, output);
    String call = Prompts.call(tool.name(), arguments);
    bill.call(server.model(), Purpose.TALK, talk.toString(), call);
    talk.append('\n').append(call).append('\n').append(Prompts.json(result));
    String reply = Prompts.reply(result);
    bill.call(server.model(), Purpose.TALK, talk.toString(), reply);
    bill.call(
        model,
        Purpose.TALK,
        asking + Prompts.send(message) + "\nReply: " + reply,
        Prompts.deliver(output));
    return new Logged(data, arguments, result, output);
  }

  /** What the servers that a task needs say, asked through the arm. */
  List<Map<String, Object>> hear(Server server, Task task, Map<String, Object> data) {
    List<Map<String, Object>> heard = new ArrayList<>();
    for (Server.Need need : server.needs().getOrDefault(task.name(), List.of())) {
      Task asked = world.task(need.task());
      heard.add(
          arm.ask(
              server.name(),
              server.model(),
              world.server(need.server()),
              asked,
              carried(asked, data)));
    }
    return heard;
  }

  /** The fields of one task that another brings with it. */
  static Map<String, Object> carried(Task task, Map<String, Object> data) {
    Map<String, Object> carried = new LinkedHashMap<>();
    for (String field : task.input().keySet()) {
      Object value = data.get(field);
      if (value == null) {
        value =
            switch (field) {
              case "location" ->
                  data.getOrDefault("address", data.getOrDefault("deliveryAddress", "town"));
              case "deliveryAddress" -> "1 Station Road";
              default -> "2027-01-15";
            };
      }
      carried.put(field, value);
    }
    return carried;
  }
}
