package io.parley.language.plan;

import io.parley.language.pack.Concept;
import io.parley.query.Find;
import io.parley.query.Query;
import java.util.List;

/**
 * What a question asks, before it is known of which series.
 *
 * @param query with the scope still open
 * @param implied the quantities that its words imply
 * @param twoSided whether two groups of words are held against each other
 * @param plural whether words such as "which" and "all" ask for several things
 */
record Outline(Query query, List<Concept> implied, boolean twoSided, boolean plural) {
  Outline {
    implied = List.copyOf(implied);
  }

  /** Whether it cannot be asked of everything at the site. */
  boolean needsScope() {
    return switch (query.find()) {
      case PROBLEMS, TOPICS, CHANGES -> false;
      case LIST, COUNT, ANY, ALL ->
          implied.isEmpty()
              && !(query.where() instanceof io.parley.query.Condition.StateIs)
              && !(query.where() instanceof io.parley.query.Condition.BeyondLimit);
      default -> implied.isEmpty() || query.find() == Find.VALUE;
    };
  }
}
