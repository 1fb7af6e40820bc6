package io.parley.broker;

import io.netty.buffer.ByteBuf;

/**
 * Finds where MQTT packets begin in the bytes of a connection, without decoding them: fixed header
 * and Remaining Length (MQTT 5, 2.1). For one connection, on its thread.
 */
final class PacketWalk {
  private static final int MOST_LENGTH_BYTES = 4;
  private static final int MORE = 0x80;

  private long body;

  /** Who lets packets pass. */
  interface Toll {
    /**
     * Whether a packet may pass; asked again later where not.
     *
     * @param type 0 to 15 (MQTT 5, 2.1.2)
     * @param bytes of the whole packet
     */
    boolean begins(int type, long bytes);

    /** The packet that has begun has come to its end. */
    void ends();

    /** What comes is no packet, and nothing after it can be found. */
    void malformed();
  }

  /** How many of the readable bytes may pass; the others wait for more bytes or for the toll. */
  int passing(ByteBuf in, Toll toll) {
    int at = in.readerIndex();
    int end = in.writerIndex();
    while (at < end) {
      if (body > 0) {
        int some = (int) Math.min(body, end - at);
        at += some;
        body -= some;
        if (body == 0) {
          toll.ends();
        }
        continue;
      }
      int header = headerBytes(in, at, end);
      if (header < 0) {
        toll.malformed();
        break;
      }
      if (header == 0) {
        break;
      }
      long length = remainingLength(in, at + 1, header - 1);
      if (!toll.begins((in.getByte(at) & 0xF0) >> 4, header + length)) {
        break;
      }
      at += header;
      body = length;
      if (body == 0) {
        toll.ends();
      }
    }
    return at - in.readerIndex();
  }

  /** 0 where the header is not there yet, -1 where it is none. */
  private static int headerBytes(ByteBuf in, int at, int end) {
    for (int i = 1; i <= MOST_LENGTH_BYTES; i++) {
      if (at + i >= end) {
        return 0;
      }
      if ((in.getByte(at + i) & MORE) == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static long remainingLength(ByteBuf in, int at, int bytes) {
    long length = 0;
    for (int i = 0; i < bytes; i++) {
      length |= (long) (in.getByte(at + i) & ~MORE & 0xFF) << (7 * i);
    }
    return length;
  }
}
