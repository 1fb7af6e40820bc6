package io.parley.worker;

import java.time.Duration;

/**
 * How a worker is watched.
 *
 * @param start the longest that loading may take
 * @param firstToken the longest from sending a question to its first token
 * @param silence the longest without any word from a busy worker; once its pace is known, one that
 *     does not compute either may be silent for twenty times its longest pause, but at least two
 *     seconds
 * @param firstBackOff how long after a first death it is started again; doubled each time
 * @param mostBackOff the longest wait before it is started again
 * @param memoryBytes resident memory at which it is ended; 0: by the size of the model
 * @param mostWaiting how many questions may wait
 */
public record Supervision(
    Duration start,
    Duration firstToken,
    Duration silence,
    Duration firstBackOff,
    Duration mostBackOff,
    long memoryBytes,
    int mostWaiting) {
  /** For models of at most some billion weights on small boards. */
  public static final Supervision USUAL =
      new Supervision(
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofSeconds(10),
          Duration.ofMillis(50),
          Duration.ofSeconds(30),
          0,
          256);
}
