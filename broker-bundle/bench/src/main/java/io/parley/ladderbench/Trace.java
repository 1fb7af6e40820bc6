package io.parley.ladderbench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The queries. Skewed as the paper describes it: budgets of users after Pareto with shape 0.5, each
 * split over three kinds of query after Pareto with shape 1; flat: every user asks three kinds
 * equally often.
 */
final class Trace {
  static final int USERS = 85;
  static final int QUERIES = 1_000;
  private static final int KINDS = 3;

  private Trace() {}

  /**
   * One query.
   *
   * @param user 0..84
   * @param server the server asked
   * @param task what is asked
   * @param data the user's own data
   */
  record Query(int user, String server, String task, Map<String, Object> data) {}

  static List<Query> of(World world, boolean flat, int size, long seed) {
    Random random = new Random(seed);
    List<String[]> pairs = world.pairs();
    double[][] weights = new double[USERS][KINDS];
    int[][] kinds = new int[USERS][KINDS];
    for (int user = 0; user < USERS; user++) {
      double budget = flat ? 1 : Math.min(pareto(random, 0.5), 400);
      double[] split = new double[KINDS];
      double all = 0;
      for (int i = 0; i < KINDS; i++) {
        split[i] = flat ? 1 : pareto(random, 1);
        all += split[i];
        kinds[user][i] = random.nextInt(pairs.size());
      }
      for (int i = 0; i < KINDS; i++) {
        weights[user][i] = budget * split[i] / all;
      }
    }
    List<Query> queries = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      queries.add(query(world, user, pairs.get(kinds[user][0]), random));
    }
    while (queries.size() < size) {
      int at = draw(weights, random);
      queries.add(query(world, at / KINDS, pairs.get(kinds[at / KINDS][at % KINDS]), random));
    }
    Collections.shuffle(queries, random);
    return queries;
  }

  /** How uneven it is: share of the most frequent pair of server and task, and distinct triples. */
  static Map<String, Object> shape(List<Query> queries) {
    Map<String, Integer> pairs = new TreeMap<>();
    Map<String, Integer> triples = new TreeMap<>();
    for (Query query : queries) {
      pairs.merge(query.server() + "/" + query.task(), 1, Integer::sum);
      triples.merge(query.user() + "/" + query.server() + "/" + query.task(), 1, Integer::sum);
    }
    return Map.of(
        "pairs", pairs.size(),
        "triples", triples.size(),
        "topPairShare", Collections.max(pairs.values()) / (double) queries.size());
  }

  private static Query query(World world, int user, String[] pair, Random random) {
    Map<String, Object> data = new LinkedHashMap<>();
    world.task(pair[1]).input().keySet().forEach(field -> data.put(field, value(field, random)));
    return new Query(user, pair[0], pair[1], data);
  }

  static Object value(String field, Random random) {
    return switch (field) {
      case "date", "startDate", "endDate" ->
          "2027-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
      case "time" -> "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
      case "hour" -> 12 + random.nextInt(11);
      case "numPeople", "numTickets" -> 1 + random.nextInt(8);
      case "type" -> List.of("racing", "carving", "backcountry").get(random.nextInt(3));
      case "movie" -> List.of("Alpha", "The Lake", "Snow").get(random.nextInt(3));
      case "fullName" -> "Guest " + (char) ('A' + random.nextInt(26)) + ". Miller";
      default -> (1 + random.nextInt(200)) + " Station Road";
    };
  }

  private static double pareto(Random random, double shape) {
    return Math.pow(1 - random.nextDouble(), -1 / shape);
  }

  private static int draw(double[][] weights, Random random) {
    double all = 0;
    for (double[] row : weights) {
      for (double weight : row) {
        all += weight;
      }
    }
    double at = random.nextDouble() * all;
    for (int i = 0; i < USERS * KINDS; i++) {
      at -= weights[i / KINDS][i % KINDS];
      if (at <= 0) {
        return i;
      }
    }
    return 0;
  }

  /** 29 users speak with GPT-4o, 28 with Llama, 28 with Gemini, as in the paper. */
  static Llm model(int user) {
    return user < 29 ? Llm.GPT_4O : user < 57 ? Llm.LLAMA_405B : Llm.GEMINI_15_PRO;
  }
}
