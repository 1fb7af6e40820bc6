package io.parley.ladderbench;

import java.util.LinkedHashMap;
import java.util.Map;

/** How tools call the fields of a task: by the same names, or by names and forms of their own. */
final class Dialects {
  private static final Map<String, String> OTHER =
      Map.ofEntries(
          Map.entry("startDate", "from"),
          Map.entry("endDate", "until"),
          Map.entry("roomNumber", "room"),
          Map.entry("numPeople", "guests"),
          Map.entry("fullName", "name"),
          Map.entry("hour", "clock"),
          Map.entry("deliveryAddress", "destination"),
          Map.entry("movie", "film"),
          Map.entry("numTickets", "seats"),
          Map.entry("time", "minuteOfDay"),
          Map.entry("address", "dropOff"),
          Map.entry("price", "fare"),
          Map.entry("status", "outcome"));

  private Dialects() {}

  static Tool plain(Task task) {
    Map<String, String> in = same(task.input());
    return new Tool(
        task.name(), task.description(), task.input(), task.output(), in, same(task.output()));
  }

  static Tool other(Task task) {
    Map<String, String> input = new LinkedHashMap<>();
    Map<String, String> asks = new LinkedHashMap<>();
    task.input()
        .forEach(
            (name, said) -> {
              String own = OTHER.getOrDefault(name, name);
              input.put(own, name.equals("time") ? "number=minutes since midnight" : said);
              asks.put(own, name);
            });
    Map<String, String> output = new LinkedHashMap<>();
    Map<String, String> gives = new LinkedHashMap<>();
    task.output()
        .forEach(
            (name, said) -> {
              String own = OTHER.getOrDefault(name, name);
              output.put(own, said);
              gives.put(own, name);
            });
    return new Tool(task.name() + "2", task.description(), input, output, asks, gives);
  }

  /** A value of the task as the tool wants it. */
  static Object asked(String own, Object value) {
    if (own.equals("minuteOfDay")) {
      String[] clock = String.valueOf(value).split(":");
      return Integer.parseInt(clock[0]) * 60 + Integer.parseInt(clock[1]);
    }
    return value;
  }

  private static Map<String, String> same(Map<String, String> fields) {
    Map<String, String> same = new LinkedHashMap<>();
    fields.keySet().forEach(name -> same.put(name, name));
    return same;
  }
}
