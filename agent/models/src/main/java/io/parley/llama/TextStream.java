package io.parley.llama;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The text of a generation as its tokens come: characters once their bytes are whole, and held back
 * while they could begin a stop text.
 */
final class TextStream {
  private final List<String> stops;
  private final StringBuilder text = new StringBuilder();
  private byte[] partial = {};
  private int told;
  private boolean stripSpace;
  private boolean stopped;

  TextStream(List<String> stops, boolean stripSpace) {
    this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    this.stripSpace = stripSpace;
  }

  /** Adds a token's bytes and gives the characters that became whole. */
  String add(byte[] bytes) {
    byte[] all = Arrays.copyOf(partial, partial.length + bytes.length);
    System.arraycopy(bytes, 0, all, partial.length, bytes.length);
    int whole = wholeLength(all);
    partial = Arrays.copyOfRange(all, whole, all.length);
    String piece = new String(all, 0, whole, StandardCharsets.UTF_8);
    String kept = piece;
    if (stripSpace && !piece.isEmpty()) {
      stripSpace = false;
      kept = piece.startsWith(" ") ? piece.substring(1) : piece;
    }
    int from = text.length();
    text.append(kept);
    findStop(from);
    return piece;
  }

  boolean stopped() {
    return stopped;
  }

  /** What can be told now and was not told before. */
  String news() {
    int safe = text.length() - (stopped ? 0 : heldBack());
    String news = safe > told ? text.substring(told, safe) : "";
    told = Math.max(told, safe);
    return news;
  }

  /** The whole text, bytes that never became a character as replacement characters. */
  String end() {
    text.append(new String(partial, StandardCharsets.UTF_8));
    partial = new byte[0];
    return text.toString();
  }

  private void findStop(int from) {
    int first = -1;
    for (String stop : stops) {
      int at = text.indexOf(stop, Math.max(0, from - stop.length()));
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    if (first >= 0) {
      text.setLength(first);
      stopped = true;
    }
  }

  private int heldBack() {
    int held = 0;
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, text.length()); length > held; length--) {
        if (text.indexOf(stop.substring(0, length), text.length() - length) >= 0) {
          held = length;
        }
      }
    }
    return held;
  }

  /** How many of the bytes form whole characters; bytes that never can count as whole. */
  private static int wholeLength(byte[] bytes) {
    for (int back = 1; back <= Math.min(3, bytes.length); back++) {
      int lead = bytes[bytes.length - back] & 0xff;
      if (lead >= 0xc0) {
        int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        return needed > back ? bytes.length - back : bytes.length;
      }
      if (lead < 0x80) {
        break;
      }
    }
    return bytes.length;
  }
}
