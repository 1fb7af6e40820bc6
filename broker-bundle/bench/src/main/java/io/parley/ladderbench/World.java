package io.parley.ladderbench;

import io.parley.codec.CodecException;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fifteen servers, eleven tasks, ten links between servers, after the paper's description: what
 * {@code world.json} says. A tool with fields of its {@code own} calls them as {@link Dialects}
 * does; the others call them as the task does.
 */
final class World {
  private static final String FILE = "world.json";

  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Map<String, Server> servers = new LinkedHashMap<>();

  private World(Map<?, ?> said) {
    for (Map<?, ?> task : maps(said, "tasks")) {
      tasks.put(text(task, "name"), task(task));
    }
    for (Map<?, ?> server : maps(said, "servers")) {
      servers.put(text(server, "name"), server(server));
    }
  }

  /**
   * Reads it.
   *
   * @throws IOException if it is missing from this build, or broken
   */
  static World read() throws IOException {
    try (InputStream in = World.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + " is missing from this build");
      }
      if (!(new Trees(Limits.USUAL).fromJson(in.readAllBytes()) instanceof Map<?, ?> said)) {
        throw new IOException(FILE + " must hold a map");
      }
      return new World(said);
    } catch (CodecException e) {
      throw new IOException(FILE + " is no JSON", e);
    }
  }

  Task task(String name) {
    return known(tasks, name);
  }

  Server server(String name) {
    return known(servers, name);
  }

  /** All pairs of server and task that users ask. */
  List<String[]> pairs() {
    List<String[]> pairs = new ArrayList<>();
    servers
        .values()
        .forEach(
            server ->
                server.tools().keySet().stream()
                    .filter(task -> !server.name().equals("deliveryService"))
                    .forEach(task -> pairs.add(new String[] {server.name(), task})));
    return pairs;
  }

  /** The tool by which a server does a task. */
  static Tool tool(Server server, Task task) {
    return known(server.tools(), task.name());
  }

  /** What a tool is called with for these data. */
  static Map<String, Object> arguments(Tool tool, Map<String, Object> data) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    tool.asks()
        .forEach((own, field) -> arguments.put(own, Dialects.asked(own, known(data, field))));
    return arguments;
  }

  /** What a tool gives where the asker must end up with this output. */
  static Map<String, Object> result(Tool tool, Map<String, Object> output) {
    Map<String, Object> result = new LinkedHashMap<>();
    tool.gives().forEach((own, field) -> result.put(own, known(output, field)));
    return result;
  }

  private static Task task(Map<?, ?> said) {
    return new Task(
        text(said, "name"),
        text(said, "does"),
        texts(said, "input"),
        texts(said, "output"),
        text(said, "phrase"));
  }

  private Server server(Map<?, ?> said) {
    Map<String, Tool> tools = new LinkedHashMap<>();
    texts(said, "tools")
        .forEach(
            (name, fields) ->
                tools.put(
                    name,
                    fields.equals("own")
                        ? Dialects.other(task(name))
                        : Dialects.plain(task(name))));
    Map<String, List<Server.Need>> needs = new LinkedHashMap<>();
    for (Map<?, ?> need : maps(said, "asks")) {
      needs
          .computeIfAbsent(text(need, "for"), task -> new ArrayList<>())
          .add(new Server.Need(text(need, "server"), text(need, "task")));
    }
    return new Server(
        text(said, "name"), Llm.valueOf(text(said, "model")), text(said, "is"), tools, needs);
  }

  private static String text(Map<?, ?> said, String field) {
    return String.valueOf(said.get(field));
  }

  private static Map<String, String> texts(Map<?, ?> said, String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (said.get(field) instanceof Map<?, ?> fields) {
      fields.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }

  private static List<Map<?, ?>> maps(Map<?, ?> said, String field) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (said.get(field) instanceof List<?> all) {
      all.forEach(one -> maps.add((Map<?, ?>) one));
    }
    return maps;
  }

  private static <T> T known(Map<String, T> map, String name) {
    T found = map.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no such server or task: " + name);
    }
    return found;
  }
}
