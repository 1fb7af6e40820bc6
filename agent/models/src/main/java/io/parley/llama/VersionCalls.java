package io.parley.llama;

/** The part of the C API in which the known versions differ. */
sealed interface VersionCalls permits CallsB4916, CallsV050 {
  /** Reads the default parameters back and says what is odd about them; empty if nothing is. */
  String oddDefaults();

  /** Loads a model; 0 if it cannot be. */
  long loadModel(byte[] path, boolean mmap);

  /** Makes a context; 0 if it cannot be. */
  long newContext(long model, ContextPlan plan);

  /** Forgets positions from..to of a sequence; -1 stands for the begin and the end. */
  boolean removeSequence(long context, int sequence, int from, int to);

  /** Lets another sequence see positions from..to of this one without copying. */
  void copySequence(long context, int sequence, int other, int from, int to);

  /** Whether the model keeps a running state besides or instead of a cache by position. */
  boolean recurrent(long model);

  /** Uses one adapter at this scale; adapter 0: none. */
  void setAdapter(long context, long adapter, float scale);
}
