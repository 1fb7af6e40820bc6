package io.parley.topics;

import io.parley.message.Codes;
import io.parley.message.Ids;
import io.parley.message.Shown;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The topic tree under one root (spec section 2): builds names and filters, and reads names. A
 * subject is its 1 to 3 levels joined by slashes; empty means {@code any}. What is built is always
 * valid: parts outside the pattern throw {@link IllegalArgumentException}.
 */
public final class Topics {
  /** The root that stands where none is configured. */
  public static final String ROOT = "parley/v1";

  /** The group in which several routers share the questions of a site. */
  public static final String SHARE_NAME = "parley";

  /** The level that stands for no subject. */
  public static final String ANY = "any";

  private static final int MOST_SUBJECT_LEVELS = 3;
  private static final int MOST_ROOT_LEVELS = 3;

  /** Some cloud brokers take no more (spec clause T-3). */
  private static final int MOST_SLASHES = 7;

  private final String root;
  private final String prefix;

  /** The tree under the usual root. */
  public Topics() {
    this(ROOT);
  }

  /**
   * The tree under a root of 1 to 3 levels, each an id; the first may begin with {@code $}, which
   * several brokers refuse.
   *
   * @throws IllegalArgumentException naming the root and the rule
   */
  public Topics(String root) {
    List<String> levels = List.of(root.split("/", -1));
    String first = levels.get(0);
    boolean valid =
        Ids.valid(first.startsWith("$") ? first.substring(1) : first)
            && levels.stream().skip(1).allMatch(Ids::valid)
            && !first.equals("$share")
            && levels.size() <= MOST_ROOT_LEVELS;
    if (!valid) {
      throw new IllegalArgumentException(
          "root '%s' must be 1 to 3 levels, each of %s"
              .formatted(Shown.shortened(root), Ids.PATTERN));
    }
    this.root = root;
    this.prefix = root + "/";
  }

  /** The root. */
  public String root() {
    return root;
  }

  /** Where a question under this subject is asked. */
  public String ask(String site, String subject) {
    return at(site, "ask", subjectLevels(subject));
  }

  /** Where a router asks its experts under this subject. */
  public String work(String site, String subject) {
    return at(site, "work", subjectLevels(subject));
  }

  /** Where answers to this client go when the asker names nothing else. */
  public String answer(String site, String client) {
    return at(site, "answer", Ids.require("client", client));
  }

  /** Where words to this agent go. */
  public String to(String site, String agent) {
    return at(site, "to", Ids.require("agent", agent));
  }

  /** Where this agent's card lies. */
  public String card(String site, String agent) {
    return at(site, "card", Ids.require("agent", agent));
  }

  /** Where this agent's status lies. */
  public String status(String site, String agent) {
    return at(site, "status", Ids.require("agent", agent));
  }

  /** Where this protocol document lies. */
  public String protocol(String site, String cid) {
    return at(site, "protocol", Ids.requireCid("protocol", cid));
  }

  /** Where this signature of a protocol document lies. */
  public String signature(String site, String cid, String keyId) {
    return protocol(site, cid) + "/sig/" + Ids.require("keyId", keyId);
  }

  /** Where this routine of a protocol lies. */
  public String routine(String site, String cid, String routineCid) {
    return protocol(site, cid) + "/routine/" + Ids.requireCid("routine", routineCid);
  }

  /** Where the state of this protocol lies. */
  public String protocolState(String site, String cid) {
    return protocol(site, cid) + "/state";
  }

  /** The place that an address names. */
  public String of(Address address) {
    if (address instanceof Address.Ask ask) {
      return ask(ask.site(), ask.subject());
    } else if (address instanceof Address.Work work) {
      return work(work.site(), work.subject());
    } else if (address instanceof Address.AnswerTo answer) {
      String topic = answer(answer.site(), answer.client());
      return answer.rest().isEmpty() ? topic : topic + "/" + answer.rest();
    } else if (address instanceof Address.To to) {
      return to(to.site(), to.agent());
    } else if (address instanceof Address.CardOf card) {
      return card(card.site(), card.agent());
    } else if (address instanceof Address.StatusOf status) {
      return status(status.site(), status.agent());
    } else if (address instanceof Address.Protocol protocol) {
      return protocol(protocol.site(), protocol.cid());
    } else if (address instanceof Address.Signature signature) {
      return signature(signature.site(), signature.cid(), signature.keyId());
    } else if (address instanceof Address.Routine routine) {
      return routine(routine.site(), routine.cid(), routine.routineCid());
    } else if (address instanceof Address.ProtocolState state) {
      return protocolState(state.site(), state.cid());
    }
    throw new IllegalStateException("sealed");
  }

  /** What is under the root, of all sites. */
  public String allOfRoot() {
    return root + "/#";
  }

  /** All questions of a site, for its only router. */
  public String askFilter(String site) {
    return at(site, "ask", "#");
  }

  /** All questions of a site, shared among its routers. */
  public String sharedAskFilter(String site) {
    return "$share/" + SHARE_NAME + "/" + askFilter(site);
  }

  /**
   * What an expert on these subjects subscribes to.
   *
   * @param subjectFilter 1 to 3 levels, each an id or {@code +}, the last may be {@code #}
   */
  public String workFilter(String site, String subjectFilter) {
    List<String> levels = List.of(subjectFilter.split("/", -1));
    boolean valid =
        levels.size() <= MOST_SUBJECT_LEVELS
            && levels.stream().allMatch(l -> l.equals("+") || l.equals("#") || Ids.valid(l));
    if (!valid) {
      throw new IllegalArgumentException(
          "subject filter '%s' must be 1 to 3 levels".formatted(Shown.shortened(subjectFilter)));
    }
    return TopicFilter.of(at(site, "work", subjectFilter)).toString();
  }

  /** What comes back to this client, further levels included. */
  public String answerFilter(String site, String client) {
    return answer(site, client) + "/#";
  }

  /** All cards of a site. */
  public String cardFilter(String site) {
    return at(site, "card", "+");
  }

  /** All statuses of a site. */
  public String statusFilter(String site) {
    return at(site, "status", "+");
  }

  /** All protocol documents of a site with their signatures, routines and states. */
  public String protocolFilter(String site) {
    return at(site, "protocol", "#");
  }

  /** The address that a topic name is, or none. */
  public Optional<Address> parse(String topic) {
    try {
      return Optional.of(read(topic));
    } catch (InvalidTopicException none) {
      return Optional.empty();
    }
  }

  /**
   * The address that a topic name is.
   *
   * @throws InvalidTopicException {@code invalid-topic} where the tree has no such place, {@code
   *     invalid-id} where a level is outside the pattern
   */
  public Address read(String topic) throws InvalidTopicException {
    if (!topic.startsWith(prefix)) {
      throw outside(topic);
    }
    if (slashes(topic) > MOST_SLASHES) {
      throw TopicReading.invalid(topic, "must hold at most %d slashes".formatted(MOST_SLASHES));
    }
    String[] levels = topic.substring(prefix.length()).split("/", -1);
    for (String level : levels) {
      if (!Ids.valid(level)) {
        throw TopicFilter.validName(topic) ? invalidLevel(level, topic) : outside(topic);
      }
    }
    return new TopicReading(topic, levels).address();
  }

  private InvalidTopicException outside(String topic) {
    return TopicReading.invalid(topic, "must lie under " + root);
  }

  private static InvalidTopicException invalidLevel(String level, String topic) {
    return new InvalidTopicException(
        Codes.INVALID_ID,
        "level '%s' of topic '%s' must match %s"
            .formatted(Shown.shortened(level), Shown.shortened(topic), Ids.PATTERN));
  }

  private String at(String site, String kind, String rest) {
    return root + "/" + Ids.require("site", site) + "/" + kind + "/" + rest;
  }

  private static int slashes(String topic) {
    int slashes = 0;
    for (int at = topic.indexOf('/'); at >= 0; at = topic.indexOf('/', at + 1)) {
      slashes++;
    }
    return slashes;
  }

  private static String subjectLevels(String subject) {
    if (subject.isEmpty()) {
      return ANY;
    }
    String[] levels = subject.split("/", -1);
    if (levels.length > MOST_SUBJECT_LEVELS || !Arrays.stream(levels).allMatch(Ids::valid)) {
      throw new IllegalArgumentException(
          "subject '%s' must be 1 to 3 levels, each of %s"
              .formatted(Shown.shortened(subject), Ids.PATTERN));
    }
    return subject;
  }
}
