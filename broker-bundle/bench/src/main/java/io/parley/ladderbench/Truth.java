package io.parley.ladderbench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the tools do: functions of server, task, input and what other servers said; no state. */
final class Truth {
  private static final List<String> FILMS = List.of("Alpha", "The Lake", "Night Train", "Snow");

  private Truth() {}

  /** What a user must get. */
  static Map<String, Object> of(
      Server server, String task, Map<String, Object> data, List<Map<String, Object>> heard) {
    int dice = Math.floorMod((server.name() + task + data).hashCode() * 31, 100);
    Map<String, Object> out = new LinkedHashMap<>();
    switch (task) {
      case "rentSki" -> out.put("status", cold(heard) && dice < 90 ? "booked" : "refused");
      case "callTaxi" -> {
        boolean heavy = heard.toString().contains("heavy");
        out.put("status", "sent");
        out.put(
            "price",
            (server.name().equals("taxi1") ? 20 : 30) + (heavy ? 5 : 0) + (rain(heard) ? 6 : 0));
      }
      case "suggestRestaurant" ->
          out.put("recommendedRestaurant", dice < 70 ? "restaurant1" : "restaurant3");
      case "bookTable" -> out.put("status", dice < 80 ? "booked" : "refused");
      case "orderEverything" ->
          out.put(
              "status",
              heard.toString().contains("heavy") || heard.toString().contains("refused")
                  ? "refused"
                  : "accepted");
      case "bookRoom" -> {
        out.put("status", "booked");
        out.put("roomNumber", 100 + dice);
      }
      case "availableMovies" -> out.put("movie", FILMS.get(dice % FILMS.size()));
      case "buyTickets" -> out.put("status", dice < 75 ? "sold" : "refused");
      case "openingTimes" -> {
        out.put("openingHour", 8 + dice % 4);
        out.put("closingHour", 19 + dice % 5);
      }
      case "getTraffic" -> out.put("traffic", dice < 50 ? "low" : dice < 85 ? "medium" : "heavy");
      default -> {
        out.put("temperature", dice % 30 - 12);
        out.put("precipitation", dice % 7);
      }
    }
    return out;
  }

  private static boolean cold(List<Map<String, Object>> heard) {
    return heard.stream().anyMatch(one -> one.get("temperature") instanceof Integer t && t <= 8);
  }

  private static boolean rain(List<Map<String, Object>> heard) {
    return heard.stream().anyMatch(one -> one.get("precipitation") instanceof Integer mm && mm > 4);
  }
}
