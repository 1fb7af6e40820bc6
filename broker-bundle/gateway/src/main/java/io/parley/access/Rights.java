package io.parley.access;

import io.parley.message.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a principal may do, topic by topic; whatever no rule grants is refused. Pure functions.
 *
 * <ul>
 *   <li>device: asks on its site and reads its own answers;
 *   <li>agent: also is an expert, has a card and a status under its own name, answers, talks to
 *       others and announces protocols;
 *   <li>gateway: asks, answers and mirrors cards and states on every site, and reads them;
 *   <li>operator: reads and writes everything;
 *   <li>node: everything.
 * </ul>
 *
 * Each may be granted further topic filters (see {@link Principal}).
 */
public final class Rights {
  private static final Set<String> NEVER_A_WILL = Set.of("ask", "work", "to");
  private static final Set<String> NEVER_RETAINED = Set.of("ask", "answer", "work", "to");

  private final String root;
  private final String below;
  private final String site;
  private final Predicate<Who> foreign;

  /**
   * Rights at one site.
   *
   * @param root the first levels of every topic of ours, {@code parley/v1}
   * @param site the site of this node
   */
  public Rights(String root, String site) {
    this(root, site, who -> false);
  }

  private Rights(String root, String site, Predicate<Who> foreign) {
    this.foreign = foreign;
    this.root = root;
    below = root + "/";
    this.site = Ids.require("site", site);
  }

  /** The same rights, where a client whose id is somebody else's name has none by its id. */
  Rights with(Predicate<Who> named) {
    return new Rights(root, site, named);
  }

  /** Whether the client may publish to this Topic Name. */
  public boolean mayPublish(Who who, String topic) {
    if (!TopicFilters.validName(topic) || topic.startsWith("$")) {
      return false;
    }
    return seesEverything(who)
        || grants(publishable(who), topic)
        || grants(own(who, who.principal().publish()), topic);
  }

  /** Whether the client may subscribe to this Topic Filter, {@code $share/GROUP/...} included. */
  public boolean maySubscribe(Who who, String filter) {
    return reads(who, TopicFilters.read(filter));
  }

  /** Whether a message on this Topic Name may reach the client. */
  public boolean mayRead(Who who, String topic) {
    return TopicFilters.validName(topic) && reads(who, topic);
  }

  private boolean reads(Who who, String filter) {
    if (filter.isEmpty() || filter.startsWith("$")) {
      return false;
    }
    return seesEverything(who)
        || grants(readable(who), filter)
        || grants(own(who, who.principal().subscribe()), filter);
  }

  /**
   * Whether the client may leave its Will (MQTT 5, 3.1.2.5) there: where it may publish, and never
   * a question or a word to an agent, since nobody stands behind a Will.
   */
  public boolean mayLeaveWill(Who who, String topic) {
    return mayPublish(who, topic)
        && (who.principal().role() == Role.NODE || !NEVER_A_WILL.contains(kind(topic)));
  }

  /** Whether the topic is one that asks: {@code {root}/{site}/ask/...}. */
  public boolean question(String topic) {
    return kind(topic).equals("ask");
  }

  /**
   * Whether the topic is one where nothing may be retained: {@code ask}, {@code answer}, {@code
   * work}, {@code to}.
   */
  public boolean transientOnly(String topic) {
    return NEVER_RETAINED.contains(kind(topic));
  }

  /** Whether the topic belongs to Parley: it lies under the root. */
  public boolean ours(String topic) {
    return topic.startsWith(below);
  }

  /** The level after the site: {@code ask}, {@code answer}, ...; empty outside the root. */
  private String kind(String topic) {
    if (!ours(topic)) {
      return "";
    }
    int kind = topic.indexOf('/', root.length() + 1) + 1;
    if (kind == 0) {
      return "";
    }
    int end = topic.indexOf('/', kind);
    return end < 0 ? topic.substring(kind) : topic.substring(kind, end);
  }

  private static boolean seesEverything(Who who) {
    Role role = who.principal().role();
    return role == Role.NODE || role == Role.OPERATOR;
  }

  private List<String> publishable(Who who) {
    String here = root + "/" + site;
    String name = who.principal().name();
    return switch (who.principal().role()) {
      case DEVICE -> List.of(here + "/ask/#");
      case AGENT ->
          List.of(
              here + "/ask/#",
              here + "/answer/#",
              here + "/to/+",
              here + "/card/" + name,
              here + "/status/" + name,
              here + "/protocol/#");
      case GATEWAY -> everySite("ask/#", "answer/#", "to/+", "card/+", "status/+", "protocol/#");
      case OPERATOR, NODE -> List.of("#");
    };
  }

  private List<String> readable(Who who) {
    String here = root + "/" + site;
    String name = who.principal().name();
    List<String> readable = new ArrayList<>();
    for (String mine : own(who, List.of("{user}", "{client}"))) {
      readable.add(here + "/answer/" + mine + "/#");
    }
    switch (who.principal().role()) {
      case DEVICE -> {}
      case AGENT -> {
        readable.add(here + "/work/#");
        readable.add(here + "/to/" + name);
        readable.addAll(everySite("card/+", "status/+", "protocol/#"));
      }
      case GATEWAY -> {
        readable.add(here + "/work/#");
        readable.addAll(everySite("to/" + name, "card/+", "status/+", "protocol/#"));
        for (String mine : own(who, List.of("{user}", "{client}"))) {
          readable.addAll(everySite("answer/" + mine + "/#"));
        }
      }
      case OPERATOR, NODE -> readable.add("#");
    }
    return readable;
  }

  private List<String> everySite(String... rest) {
    List<String> filters = new ArrayList<>();
    for (String one : rest) {
      filters.add(root + "/+/" + one);
    }
    return filters;
  }

  /** The filters with the client's names put in; a name that is no id could hold a wildcard. */
  private List<String> own(Who who, List<String> filters) {
    List<String> filled = new ArrayList<>();
    for (String filter : filters) {
      boolean own = Ids.valid(who.client()) && !foreign.test(who);
      if (own || !filter.contains("{client}")) {
        filled.add(
            filter.replace("{user}", who.principal().name()).replace("{client}", who.client()));
      }
    }
    return filled;
  }

  private static boolean grants(List<String> allowed, String asked) {
    return allowed.stream().anyMatch(filter -> TopicFilters.covers(filter, asked));
  }
}
