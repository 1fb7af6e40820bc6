package io.parley.message;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is and can do: retained (spec clauses C-1 to C-6). Whose it is, the topic says.
 *
 * @param tier where it stands
 * @param router whether it takes questions from {@code ask}
 * @param subjects the subjects it is an expert on, as filters of at most three levels ({@code
 *     boiler/+}, {@code #}); at most 64
 * @param models the names of the models it holds, at most 16
 * @param protocols the ids of the protocols it speaks, at most 256
 * @param limits what it bears; absent parts are not known
 * @param epoch as in {@link AgentStatus}
 */
public record Card(
    Tier tier,
    boolean router,
    List<String> subjects,
    List<String> models,
    List<String> protocols,
    Limits limits,
    long epoch) {
  /** No more subjects. */
  public static final int MOST_SUBJECTS = 64;

  /** No more models. */
  public static final int MOST_MODELS = 16;

  /** No more protocols. */
  public static final int MOST_PROTOCOLS = 256;

  private static final Pattern SUBJECT =
      Pattern.compile("(?:(?:[A-Za-z0-9_.-]{1,64}|\\+)/){0,2}(?:[A-Za-z0-9_.-]{1,64}|\\+|#)");

  public Card {
    requireAtMost("subjects", subjects, MOST_SUBJECTS);
    requireAtMost("models", models, MOST_MODELS);
    requireAtMost("protocols", protocols, MOST_PROTOCOLS);
    for (String subject : subjects) {
      if (!SUBJECT.matcher(subject).matches()) {
        throw new IllegalArgumentException(
            "subjects '%s' must be a filter of 1 to 3 levels".formatted(Shown.shortened(subject)));
      }
    }
    protocols.forEach(cid -> Ids.requireCid("protocols", cid));
    requireEpoch(epoch);
    subjects = List.copyOf(subjects);
    models = List.copyOf(models);
    protocols = List.copyOf(protocols);
  }

  private static void requireAtMost(String field, List<String> list, int most) {
    if (list.size() > most) {
      throw new IllegalArgumentException(
          "%s %d must be at most %d".formatted(field, list.size(), most));
    }
  }

  static void requireEpoch(long epoch) {
    if (epoch < 0 || epoch > AgentStatus.MOST_EPOCH) {
      throw new IllegalArgumentException("epoch %d must lie in 0..2^53".formatted(epoch));
    }
  }

  /**
   * What an agent bears.
   *
   * @param payload the largest payload it takes, in bytes
   * @param inFlight the most questions it takes at once
   * @param rate the most questions a second it takes from one client
   */
  public record Limits(
      @Nullable Integer payload, @Nullable Integer inFlight, @Nullable Double rate) {
    /** Nothing is known. */
    public static final Limits UNKNOWN = new Limits(null, null, null);

    public Limits {
      if (payload != null && payload < 1) {
        throw new IllegalArgumentException("limits.payload %d must be positive".formatted(payload));
      }
      if (inFlight != null && inFlight < 1) {
        throw new IllegalArgumentException(
            "limits.inFlight %d must be positive".formatted(inFlight));
      }
      if (rate != null && !(rate > 0 && Double.isFinite(rate))) {
        throw new IllegalArgumentException("limits.rate %s must be positive".formatted(rate));
      }
    }
  }
}
