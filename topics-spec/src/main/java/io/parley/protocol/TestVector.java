package io.parley.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One exchange that every routine of a document must reproduce. Trees are plain Java data.
 *
 * @param body the request
 * @param facts what the routine sees beside it, each as the tree a routine gets
 * @param reply the reply, where it succeeds
 * @param error the error code, where the document says that it fails
 */
public record TestVector(
    Object body, List<Map<String, Object>> facts, @Nullable Object reply, @Nullable String error) {
  public TestVector {
    facts = List.copyOf(facts);
    if ((reply == null) == (error == null)) {
      throw new IllegalArgumentException("exactly one of reply and error must be given");
    }
  }
}
