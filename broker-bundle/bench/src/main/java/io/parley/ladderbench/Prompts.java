package io.parley.ladderbench;

import io.parley.codec.Trees;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts that models would read and write, in our own words. */
final class Prompts {
  private static final String RULES =
      """
      You are an agent in a network of agents that talk to each other over a message protocol.
      Be brief and precise. Say only what was asked for. Never invent values: use exactly those that
      you are given, in the formats that you are given. If you cannot do what is asked, say so and
      give the reason. Do not add comments, explanations or courtesies that carry no information.
      When you are given tools, call them instead of guessing; a call is a JSON object with the name
      of the tool and its arguments, and you will be given its result before you go on. Dates are
      written YYYY-MM-DD, times HH:MM on a 24-hour clock, amounts as plain numbers.
      """;

  private Prompts() {}

  /** What a user's model reads before it asks. */
  static String asker(Task task, Map<String, Object> data) {
    return RULES
        + """
        You act for a user who has a task. Another agent can do it. You can talk to it with the tool
        sendQuery(message), and you may use it at most five times. Write the message so that somebody
        who knows nothing of this conversation understands it. When you know the outcome, call
        deliverStructuredOutput with an object that fits the output schema.
        Tools: [{"name":"sendQuery","parameters":{"type":"object","properties":{"message":{"type":
        "string","description":"what to say to the other agent"}},"required":["message"]}},
        {"name":"deliverStructuredOutput","parameters":"""
        + json(Task.schema(task.output()))
        + "}]\nTask: "
        + task.description()
        + "\nInput schema: "
        + json(Task.schema(task.input()))
        + "\nOutput schema: "
        + json(Task.schema(task.output()))
        + "\nInput data: "
        + json(data)
        + "\n";
  }

  static String message(Task task, Map<String, Object> data) {
    String text = task.phrase();
    for (Map.Entry<String, Object> field : data.entrySet()) {
      text = text.replace("{" + field.getKey() + "}", String.valueOf(field.getValue()));
    }
    return text;
  }

  static String send(String message) {
    return json(Map.of("tool", "sendQuery", "arguments", Map.of("message", message)));
  }

  static String deliver(Map<String, Object> out) {
    return json(Map.of("tool", "deliverStructuredOutput", "arguments", out));
  }

  /** What a server's model reads before anything was said. */
  static String server(Server server, World world) {
    StringBuilder text = new StringBuilder(RULES);
    text.append("You are ").append(server.name()).append(", ").append(server.description());
    text.append(
        """
        . Others send you queries in natural language; answer them with the help of your tools. You
        see one query at a time and remember nothing of those before. Reply in one or two sentences
        that hold every value the asker needs.
        Tools:
        """);
    for (Tool tool : server.tools().values()) {
      text.append(json(described(tool.name(), tool.description(), tool.input(), tool.output())));
      text.append('\n');
    }
    server.needs().values().stream()
        .flatMap(List::stream)
        .distinct()
        .forEach(
            need -> {
              Task task = world.task(need.task());
              text.append(
                  json(
                      described(
                          need.server() + "." + task.name(),
                          "Asks " + need.server() + ": " + task.description(),
                          task.input(),
                          task.output())));
              text.append('\n');
            });
    return text.toString();
  }

  static String call(String tool, Map<String, Object> arguments) {
    return json(Map.of("tool", tool, "arguments", arguments));
  }

  static String reply(Map<String, Object> out) {
    StringBuilder text = new StringBuilder("Here is the outcome:");
    out.forEach(
        (name, value) -> text.append(' ').append(name).append(" is ").append(value).append('.'));
    return text.toString();
  }

  /** A protocol document as the paper's agents write it: all of it in words. */
  static String protocol(Task task, Tool tool) {
    return "---\nname: "
        + task.name()
        + "\ndescription: "
        + task.description()
        + "\nmultiround: false\n---\n# Protocol\nThe requester sends a JSON object with these fields:\n"
        + lines(task.input())
        + "The responder answers with a JSON object with these fields:\n"
        + lines(task.output())
        + "All fields are required. Dates are YYYY-MM-DD. If the request cannot be fulfilled the"
        + " responder says so in the field meant for it. Malformed requests are answered with a field"
        + " `error` that holds a message.\n## Example\nRequest: "
        + json(example(task.input()))
        + "\nReply: "
        + json(example(task.output()))
        + "\nInternally the responder may use "
        + tool.name()
        + ".\n";
  }

  static String check(String protocol, Task task) {
    return RULES
        + "You are given a protocol document and a task. Decide whether the protocol is suited to the"
        + " task: whether every input of the task can be sent with it and every output be read from"
        + " its reply. Think step by step, then end with YES or NO.\nTask: "
        + task.description()
        + "\nInput schema: "
        + json(Task.schema(task.input()))
        + "\nOutput schema: "
        + json(Task.schema(task.output()))
        + "\nProtocol document:\n"
        + protocol;
  }

  static String checked(Task task) {
    return "The task needs the inputs "
        + task.input().keySet()
        + "; the protocol has a field for each of them with the type that is needed. The task's outputs "
        + task.output().keySet()
        + " are all in the reply of the protocol, so they can be read from it without loss. Nothing"
        + " that the protocol requires is missing from the task's data. YES";
  }

  static String negotiate(Task task, String said) {
    return RULES
        + "You negotiate a protocol with another agent, one message each way. State exact formats of"
        + " request and reply, field by field, keep it short, and bear in mind that a programmer will"
        + " see only the final protocol document. When both agree, write the final document between"
        + " <FINALPROTOCOL> tags.\nTask: "
        + task.description()
        + "\nInput schema: "
        + json(Task.schema(task.input()))
        + "\nOutput schema: "
        + json(Task.schema(task.output()))
        + "\nSo far:\n"
        + said;
  }

  static String program(String protocol, Task task, String side) {
    return RULES
        + "Write a routine that implements the "
        + side
        + " of this protocol. It is one Python function; it may use json, math and typing, nothing"
        + " else; it must not talk to anything but the functions given. Put it between <IMPLEMENTATION>"
        + " tags. Handle malformed data.\nInput schema: "
        + json(Task.schema(task.input()))
        + "\nOutput schema: "
        + json(Task.schema(task.output()))
        + "\nProtocol document:\n"
        + protocol;
  }

  static String programmed(Task task) {
    StringBuilder code =
        new StringBuilder(
            "<IMPLEMENTATION>\nimport json\n\ndef send_query(task_data):\n    request = {}\n");
    task.input()
        .keySet()
        .forEach(
            field ->
                code.append(
                    "    if '%s' not in task_data:\n        raise ValueError('%s is missing')\n    request['%s'] = task_data['%s']\n"
                        .formatted(field, field, field, field)));
    code.append(
        "    reply = json.loads(send_to_server(json.dumps(request)))\n    if 'error' in reply:\n        raise RuntimeError(reply['error'])\n    output = {}\n");
    task.output()
        .keySet()
        .forEach(field -> code.append("    output['%s'] = reply['%s']\n".formatted(field, field)));
    return code.append("    return output\n</IMPLEMENTATION>").toString();
  }

  /** What a model is asked where the search over expressions found nothing. */
  static String expression(Task task, Tool tool, String examples) {
    return RULES
        + "Write one JSONata expression that turns `body`, which fits the first schema, into an object"
        + " that fits the second. It must reproduce the examples. Write the expression alone.\nFirst: "
        + json(Task.schema(task.input()))
        + "\nSecond: "
        + json(Task.schema(tool.input()))
        + "\nExamples:\n"
        + examples;
  }

  static String json(Object tree) {
    return new String(Trees.toJson(tree), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> described(
      String name, String says, Map<String, String> input, Map<String, String> output) {
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("name", name);
    tool.put("description", says);
    tool.put("parameters", Task.schema(input));
    tool.put("returns", Task.schema(output));
    return tool;
  }

  private static String lines(Map<String, String> fields) {
    StringBuilder lines = new StringBuilder();
    fields.forEach(
        (name, said) ->
            lines
                .append("- `")
                .append(name)
                .append("` (")
                .append(said.replace("=", "): "))
                .append('\n'));
    return lines.toString();
  }

  private static Map<String, Object> example(Map<String, String> fields) {
    Map<String, Object> example = new LinkedHashMap<>();
    fields.forEach(
        (name, said) -> example.put(name, said.startsWith("number") ? (Object) 7 : "text"));
    return example;
  }
}
