package io.parley.ladderbench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fifteen servers, eleven tasks, ten links between servers, after the paper's description. */
final class World {
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Map<String, Server> servers = new LinkedHashMap<>();

  World() {
    tasks();
    String skiing = "a ski resort with a hotel, a ski rental and a restaurant";
    server("weatherServer", Llm.GPT_4O, "a weather service", "queryWeather=A", "");
    server("trafficServer", Llm.GPT_4O, "a traffic service", "getTraffic=A", "");
    server("hotel1", Llm.GPT_4O, "a hotel in the town", "bookRoom=A", "");
    server("hotel2", Llm.LLAMA_405B, "a hotel by the lake", "bookRoom=B", "");
    server(
        "hotel3",
        Llm.GPT_4O,
        "a hotel that also suggests restaurants",
        "bookRoom=A suggestRestaurant=A",
        "suggestRestaurant>restaurant1.openingTimes");
    server(
        "skiResort1",
        Llm.GPT_4O,
        skiing,
        "rentSki=A bookRoom=A",
        "rentSki>weatherServer.queryWeather bookRoom>weatherServer.queryWeather");
    server(
        "skiResort2",
        Llm.LLAMA_405B,
        skiing,
        "rentSki=A bookRoom=B suggestRestaurant=A",
        "rentSki>weatherServer.queryWeather suggestRestaurant>restaurant3.openingTimes");
    server(
        "restaurant1",
        Llm.LLAMA_405B,
        "a restaurant in the town that delivers",
        "bookTable=A openingTimes=A orderEverything=A",
        "orderEverything>deliveryService.orderEverything");
    server(
        "restaurant2",
        Llm.GPT_4O,
        "a restaurant by the lake that delivers",
        "bookTable=B openingTimes=A orderEverything=A",
        "orderEverything>deliveryService.orderEverything");
    server(
        "restaurant3",
        Llm.GPT_4O,
        "a restaurant on the mountain",
        "bookTable=A openingTimes=A",
        "");
    server(
        "deliveryService",
        Llm.GPT_4O,
        "a service that carries meals",
        "orderEverything=B",
        "orderEverything>trafficServer.getTraffic");
    server("cinema1", Llm.GPT_4O, "a cinema", "availableMovies=A buyTickets=A", "");
    server("cinema2", Llm.GEMINI_15_PRO, "a cinema", "availableMovies=A buyTickets=B", "");
    server(
        "taxi1",
        Llm.GEMINI_15_PRO,
        "a taxi firm",
        "callTaxi=A",
        "callTaxi>trafficServer.getTraffic");
    server(
        "taxi2",
        Llm.LLAMA_405B,
        "a taxi firm",
        "callTaxi=B",
        "callTaxi>trafficServer.getTraffic callTaxi>weatherServer.queryWeather");
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

  private void tasks() {
    task(
        "rentSki",
        "Rent a pair of skis",
        "date:string=the day|type:string=racing, carving or backcountry",
        "status:string=booked or refused",
        "I would like to rent {type} skis on {date}. Is that possible?");
    task(
        "callTaxi",
        "Call a taxi",
        "address:string=where to|time:string=when, HH:MM",
        "status:string=sent or refused|price:number=USD",
        "Please send a taxi at {time} to {address}. What will it cost?");
    task(
        "suggestRestaurant",
        "Ask for a restaurant that is open",
        "date:string=the day",
        "recommendedRestaurant:string=its name",
        "Which restaurant do you recommend on {date}?");
    task(
        "bookTable",
        "Book a table",
        "fullName:string=the guest|numPeople:number=how many|date:string=the day|hour:number=0 to 23",
        "status:string=booked or refused",
        "I want to book a table for {numPeople} in the name of {fullName} on {date} at {hour}:00.");
    task(
        "orderEverything",
        "Order one of everything",
        "deliveryAddress:string=where to",
        "status:string=accepted or refused",
        "Please deliver one of everything on the menu to {deliveryAddress}.");
    task(
        "bookRoom",
        "Book a room",
        "startDate:string=first day|endDate:string=last day, inclusive",
        "status:string=booked or refused|roomNumber:number=the room",
        "I need a room from {startDate} to {endDate}, both days included.");
    task(
        "availableMovies",
        "Ask which film runs",
        "date:string=the day",
        "movie:string=the film",
        "Which movie do you show on {date}?");
    task(
        "buyTickets",
        "Buy tickets",
        "movie:string=the film|date:string=the day|hour:number=0 to 23|numTickets:number=how many",
        "status:string=sold or refused",
        "I want {numTickets} tickets for {movie} on {date} at {hour}:00; all of them or none.");
    task(
        "openingTimes",
        "Ask for the opening times of a day",
        "date:string=the day",
        "openingHour:number=0 to 23|closingHour:number=0 to 23",
        "When do you open and close on {date}?");
    task(
        "getTraffic",
        "Ask for the traffic",
        "location:string=where|date:string=the day",
        "traffic:string=low, medium or heavy",
        "How is the traffic at {location} on {date}?");
    task(
        "queryWeather",
        "Ask for the weather",
        "date:string=the day",
        "temperature:number=degrees Celsius|precipitation:number=mm",
        "What will the weather be on {date}?");
  }

  private void task(String name, String does, String input, String output, String phrase) {
    tasks.put(name, new Task(name, does, Task.fields(input), Task.fields(output), phrase));
  }

  /** {@code task=A}: the tool has the task's own fields; {@code task=B}: it has others. */
  private void server(String name, Llm model, String is, String does, String asks) {
    Map<String, Tool> tools = new LinkedHashMap<>();
    for (String one : does.split(" ")) {
      String[] parts = one.split("=");
      tools.put(
          parts[0],
          parts[1].equals("A") ? Dialects.plain(task(parts[0])) : Dialects.other(task(parts[0])));
    }
    Map<String, List<Server.Need>> needs = new LinkedHashMap<>();
    for (String one : asks.isEmpty() ? new String[0] : asks.split(" ")) {
      String[] parts = one.split("[>.]");
      needs
          .computeIfAbsent(parts[0], t -> new ArrayList<>())
          .add(new Server.Need(parts[1], parts[2]));
    }
    servers.put(name, new Server(name, model, is, tools, needs));
  }

  private static <T> T known(Map<String, T> map, String name) {
    T found = map.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no such server or task: " + name);
    }
    return found;
  }
}
