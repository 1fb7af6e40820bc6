package io.parley.knowledge;

import io.parley.message.Shown;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the parts of a series stand in a snapshot; every length is checked before it is read. */
final class SeriesForm {
  private static final int MOST_STATES = 64;

  private SeriesForm() {}

  static void text(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  static @Nullable String text(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  static String required(DataInputStream in) throws IOException {
    String text = text(in);
    if (text == null) {
      throw new IOException("a text must be there");
    }
    return text;
  }

  static void value(DataOutputStream out, Object value) throws IOException {
    if (value instanceof Boolean bool) {
      out.writeByte(bool ? 'T' : 'F');
    } else if (value instanceof Long number) {
      out.writeByte('L');
      out.writeLong(number);
    } else if (value instanceof BigDecimal number) {
      out.writeByte('N');
      out.writeUTF(number.toString());
    } else {
      out.writeByte('S');
      out.writeUTF(value.toString());
    }
  }

  static Object value(DataInputStream in) throws IOException {
    int kind = in.readByte();
    Object value =
        switch (kind) {
          case 'T' -> true;
          case 'F' -> false;
          case 'L' -> in.readLong();
          case 'N' -> number(in.readUTF());
          case 'S' -> in.readUTF();
          default ->
              throw new IOException("kind of value %d must be T, F, L, N or S".formatted(kind));
        };
    if (!Reading.acceptable(value)) {
      throw new IOException("a value is longer than allowed");
    }
    return value;
  }

  private static BigDecimal number(String digits) throws IOException {
    try {
      return new BigDecimal(digits);
    } catch (NumberFormatException e) {
      throw new IOException("a number must be decimal", e);
    }
  }

  static void instant(DataOutputStream out, @Nullable Instant instant) throws IOException {
    out.writeLong(instant == null ? Long.MIN_VALUE : instant.toEpochMilli());
  }

  static @Nullable Instant instant(DataInputStream in) throws IOException {
    long millis = in.readLong();
    return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
  }

  static Map<String, String> states(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    if (count > MOST_STATES) {
      throw new IOException("states %d must be at most %d".formatted(count, MOST_STATES));
    }
    Map<String, String> states = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      states.put(required(in), required(in));
    }
    return states;
  }

  static void conversion(DataOutputStream out, @Nullable Conversion conversion) throws IOException {
    text(out, conversion == null ? null : conversion.factor().toString());
    if (conversion != null) {
      out.writeUTF(conversion.offset().toString());
    }
  }

  static @Nullable Conversion conversion(DataInputStream in) throws IOException {
    String factor = text(in);
    if (factor == null) {
      return null;
    }
    BigDecimal by = number(factor);
    if (by.signum() == 0) {
      throw new IOException("a factor must not be 0");
    }
    return new Conversion(by, number(in.readUTF()));
  }

  static void ended(DataOutputStream out, @Nullable Ended ended) throws IOException {
    text(out, ended == null ? null : ended.why().name());
    if (ended != null) {
      instant(out, ended.since());
    }
  }

  static @Nullable Ended ended(DataInputStream in) throws IOException {
    String why = text(in);
    if (why == null) {
      return null;
    }
    for (Ended.Why each : Ended.Why.values()) {
      if (each.name().equals(why)) {
        return new Ended(each, instant(in));
      }
    }
    throw new IOException("reason '%s' must be known".formatted(Shown.shortened(why)));
  }
}
