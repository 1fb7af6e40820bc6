package io.parley.llama;

import com.sun.jna.Memory;

/** A {@code llama_batch} with room for so many tokens, each in one sequence. */
final class DecodeBatch {
  private final int capacity;
  private final Layouts.Batch batch = new Layouts.Batch();
  private final Memory token;
  private final Memory pos;
  private final Memory sequenceCount;
  private final Memory sequence;
  private final Memory sequences;
  private final Memory logits;
  private int count;

  DecodeBatch(int capacity) {
    this.capacity = capacity;
    this.token = new Memory(4L * capacity);
    this.pos = new Memory(4L * capacity);
    this.sequenceCount = new Memory(4L * capacity);
    this.sequence = new Memory(4L * capacity);
    this.sequences = new Memory(8L * capacity);
    this.logits = new Memory(capacity);
    for (int i = 0; i < capacity; i++) {
      sequenceCount.setInt(4L * i, 1);
      sequences.setPointer(8L * i, sequence.share(4L * i));
    }
    batch.token = token;
    batch.pos = pos;
    batch.sequenceCount = sequenceCount;
    batch.sequences = sequences;
    batch.logits = logits;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  int room() {
    return capacity - count;
  }

  /** Adds a token and gives its place in the batch. */
  int add(int id, int position, int sequenceId, boolean output) {
    token.setInt(4L * count, id);
    pos.setInt(4L * count, position);
    sequence.setInt(4L * count, sequenceId);
    logits.setByte(count, (byte) (output ? 1 : 0));
    return count++;
  }

  Layouts.Batch layout() {
    batch.count = count;
    return batch;
  }
}
