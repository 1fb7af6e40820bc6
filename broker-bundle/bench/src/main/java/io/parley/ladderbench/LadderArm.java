package io.parley.ladderbench;

import io.parley.ladderbench.Bill.Purpose;
import io.parley.protocol.Effects;
import io.parley.protocol.ProtocolDraft;
import io.parley.protocol.TestVector;
import io.parley.routine.Contract;
import io.parley.routine.Expression;
import io.parley.routine.Outcome;
import io.parley.routine.RoutineInput;
import io.parley.routine.SameData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ours: after the second exchange of a kind its server drafts a document by code from the log of
 * its tool calls, with the exchanges as vectors; how an asker's data become the body is found by
 * search, and by a model only where the search finds nothing. Documents and expressions are
 * announced, so whoever has the same task or the same tool uses them at once. Documents, schemas,
 * vectors and expressions are the real ones.
 */
final class LadderArm implements Arm {
  private static final int ADOPT_AFTER = 2;

  private final Bill bill;
  private final Talk talk;
  private final Map<String, List<Talk.Logged>> logs = new HashMap<>();
  private final Map<String, Adopted> announced = new HashMap<>();
  private int negotiations;

  /**
   * A protocol that everybody has heard of.
   *
   * @param contract the document, compiled
   * @param routine from the tool's result to the reply
   * @param toBody from the asker's data to the body
   * @param toOutput from the reply to what the asker wants
   */
  private record Adopted(
      Contract contract, Expression routine, Expression toBody, Expression toOutput) {}

  LadderArm(World world, long seed) {
    bill = new Bill(seed);
    talk = new Talk(world, this);
  }

  @Override
  public String name() {
    return "ladder";
  }

  @Override
  public Map<String, Object> ask(
      String asker, Llm model, Server server, Task task, Map<String, Object> data) {
    Tool tool = World.tool(server, task);
    Adopted adopted = announced.get(task.name() + ">" + tool.name());
    if (adopted != null && speaks(adopted, tool)) {
      Map<String, Object> output = byRoutine(adopted, server, task, tool, data);
      if (output != null) {
        return output;
      }
    }
    Talk.Logged logged = talk.exchange(model, server, task, data);
    List<Talk.Logged> log =
        logs.computeIfAbsent(server.name() + "/" + tool.name(), s -> new ArrayList<>());
    log.add(logged);
    if (log.size() >= ADOPT_AFTER) {
      learn(model, task, tool, log);
    }
    return logged.output();
  }

  /** A server binds its tool to a document whose schemas are those of the tool: by code. */
  private static boolean speaks(Adopted adopted, Tool tool) {
    return SameData.same(adopted.contract().document().request(), Task.schema(tool.input()))
        && SameData.same(adopted.contract().document().reply(), Task.schema(tool.output()));
  }

  private @Nullable Map<String, Object> byRoutine(
      Adopted adopted, Server server, Task task, Tool tool, Map<String, Object> data) {
    Object body = adopted.toBody().answer(new RoutineInput(data, List.of()));
    Map<String, Object> result =
        World.result(tool, Truth.of(server, task.name(), data, talk.hear(server, task, data)));
    Outcome outcome =
        adopted
            .contract()
            .run(adopted.routine(), new RoutineInput(body, List.of(fact(tool, result))));
    if (!(outcome instanceof Outcome.Replied replied)
        || !SameData.same(body, World.arguments(tool, data))) {
      return null;
    }
    return map(adopted.toOutput().answer(new RoutineInput(replied.reply(), List.of())));
  }

  private void learn(Llm model, Task task, Tool tool, List<Talk.Logged> log) {
    Optional<String> toBody =
        AdapterSearch.find(
            log.stream().map(Talk.Logged::data).toList(),
            log.stream().map(Talk.Logged::arguments).toList());
    Optional<String> toOutput =
        AdapterSearch.find(
            log.stream().map(Talk.Logged::result).toList(),
            log.stream().map(Talk.Logged::output).toList());
    if (toOutput.isEmpty()) {
      return;
    }
    String adapter = toBody.orElseGet(() -> byModel(model, task, tool, log));
    Expression in = Expression.of(adapter);
    boolean reproduces =
        log.stream()
            .allMatch(
                one ->
                    SameData.same(
                        in.answer(new RoutineInput(one.data(), List.of())), one.arguments()));
    if (reproduces) {
      Contract contract = Contract.of(draft(tool, log).document());
      Expression routine = Expression.of("facts[0].result");
      contract.require(routine);
      announced.put(
          task.name() + ">" + tool.name(),
          new Adopted(contract, routine, in, Expression.of(toOutput.get())));
      negotiations++;
    }
  }

  /** The scripted oracle writes what a large model would; the examples judge it. */
  private String byModel(Llm model, Task task, Tool tool, List<Talk.Logged> log) {
    StringBuilder examples = new StringBuilder();
    StringBuilder answer = new StringBuilder("{");
    log.forEach(
        one ->
            examples
                .append(Prompts.json(one.data()))
                .append(" -> ")
                .append(Prompts.json(one.arguments()))
                .append('\n'));
    tool.asks()
        .forEach(
            (own, field) ->
                answer
                    .append(answer.length() > 1 ? ", " : "")
                    .append("\"%s\": ".formatted(own))
                    .append(
                        own.equals("minuteOfDay")
                            ? "$number($substring(body.time, 0, 2)) * 60 + $number($substring(body.time, 3, 2))"
                            : "body." + field));
    String expression = answer.append("}").toString();
    bill.call(
        model, Purpose.ROUTINE, Prompts.expression(task, tool, examples.toString()), expression);
    return expression;
  }

  private static ProtocolDraft draft(Tool tool, List<Talk.Logged> log) {
    List<TestVector> vectors =
        log.stream()
            .map(
                one ->
                    new TestVector(
                        one.arguments(), List.of(fact(tool, one.result())), one.result(), null))
            .distinct()
            .toList();
    return new ProtocolDraft(
        tool.name(),
        1,
        "drafted by code",
        null,
        null,
        Effects.WRITES,
        "",
        "",
        "# " + tool.description() + "\n\n`facts` hold what the tool gave.",
        Task.schema(tool.input()),
        Task.schema(tool.output()),
        List.of(),
        Map.of(),
        Map.of(),
        vectors);
  }

  private static Map<String, Object> fact(Tool tool, Map<String, Object> result) {
    return Map.of("tool", tool.name(), "result", result);
  }

  private static @Nullable Map<String, Object> map(Object tree) {
    if (!(tree instanceof Map<?, ?> read)) {
      return null;
    }
    Map<String, Object> map = new HashMap<>();
    read.forEach((key, value) -> map.put(String.valueOf(key), value));
    return map;
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
    return announced.size();
  }
}
