package io.parley.ladder;

/**
 * What passes between a node and the one above it.
 *
 * @param up whether protocols of this node and of those below it are announced there
 * @param down which protocols are taken from there
 */
public record Passing(boolean up, Down down) {
  /** Everything both ways; what is taken is still a matter of trust. */
  public static final Passing ALL = new Passing(true, Down.ALL);

  /** What is taken from above. */
  public enum Down {
    /** All that is announced there. */
    ALL,
    /** What somebody here asked for by its id. */
    ASKED,
    /** Nothing. */
    NONE
  }
}
