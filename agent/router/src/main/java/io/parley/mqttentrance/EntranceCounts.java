package io.parley.mqttentrance;

/** Hears what is to be counted; the codes are those of {@link io.parley.message.Codes}. */
public interface EntranceCounts {
  /** Counts nothing. */
  EntranceCounts NONE =
      new EntranceCounts() {
        @Override
        public void refused(String code, boolean told) {}

        @Override
        public void late() {}
      };

  /**
   * A question was refused before the gateway saw it.
   *
   * @param told whether the asker could be told
   */
  void refused(String code, boolean told);

  /** An answer came after the question's time and was dropped. */
  void late();
}
