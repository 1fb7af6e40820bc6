package io.parley.ingest;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a Sparkplug B payload, as far as they are values (Sparkplug 3.0.0, section 6.4;
 * the field numbers are those of its {@code sparkplug_b.proto}). Data sets, templates and bytes are
 * left out.
 */
final class SparkplugPayload {
  private static final int DEEPEST = 16;
  private static final long LATEST_MILLIS = 253_402_300_799_000L;
  private static final Set<String> UNIT_KEYS =
      Set.of("engUnit", "engineeringUnits", "Engineering Units", "unit", "units", "Unit");
  private static final Descriptor PAYLOAD = payload();

  private SparkplugPayload() {}

  /**
   * One metric.
   *
   * @param name absent where the alias stands for it
   * @param alias absent where it has none
   * @param type its datatype (section 6.4.16); 0: not said
   * @param at when it was measured, else when its message was sent; absent if neither is said
   * @param raw its value as it came: Integer, Long, Float, Double, Boolean or String; absent: null,
   *     or of a kind that is no value
   * @param unit its engineering unit; absent if its properties name none
   * @param historical whether it is older than what was said before
   * @param nothing whether it says that it has no value
   */
  record Metric(
      @Nullable String name,
      @Nullable Long alias,
      int type,
      @Nullable Instant at,
      @Nullable Object raw,
      @Nullable String unit,
      boolean historical,
      boolean nothing) {

    /** Whether only a birth can tell what its value is: an integer's width and sign. */
    boolean ambiguous() {
      return type == 0 && (raw instanceof Integer || raw instanceof Long);
    }

    /** The value by this datatype: integers come as two's complement of their own width. */
    @Nullable Object value(int datatype) {
      if (raw instanceof Integer bits) {
        return switch (datatype) {
          case 1 -> (long) bits.byteValue();
          case 2 -> (long) bits.shortValue();
          case 3 -> (long) bits;
          default -> Integer.toUnsignedLong(bits);
        };
      }
      if (raw instanceof Long bits) {
        return switch (datatype) {
          case 8 -> new BigDecimal(new BigInteger(Long.toUnsignedString(bits)));
          case 13 -> time(bits) == null ? null : String.valueOf(time(bits));
          default -> bits;
        };
      }
      if (raw instanceof Float || raw instanceof Double) {
        double number = ((Number) raw).doubleValue();
        return Double.isFinite(number) ? new BigDecimal(raw.toString()) : null;
      }
      return raw;
    }
  }

  /**
   * Reads a payload.
   *
   * @throws UnreadableException if it is no such payload
   */
  static List<Metric> read(byte[] payload) throws UnreadableException {
    CodedInputStream in = CodedInputStream.newInstance(payload);
    in.setRecursionLimit(DEEPEST);
    List<Metric> metrics = new ArrayList<>();
    try {
      DynamicMessage message = DynamicMessage.parseFrom(PAYLOAD, in);
      Instant sent = field(message, "timestamp") instanceof Long millis ? time(millis) : null;
      for (Object each : list(message, "metrics")) {
        metrics.add(metric((DynamicMessage) each, sent));
      }
    } catch (IOException e) {
      throw new UnreadableException(
          Unreadable.MALFORMED, "payload must be Sparkplug B: " + e.getMessage());
    }
    return metrics;
  }

  private static Metric metric(DynamicMessage message, @Nullable Instant sent) {
    boolean nothing = Boolean.TRUE.equals(field(message, "is_null"));
    Object name = field(message, "name");
    return new Metric(
        name == null || name.equals("") ? null : (String) name,
        (Long) field(message, "alias"),
        field(message, "datatype") instanceof Integer type ? type : 0,
        field(message, "timestamp") instanceof Long millis ? time(millis) : sent,
        nothing ? null : value(message),
        field(message, "properties") instanceof DynamicMessage set ? unit(set) : null,
        Boolean.TRUE.equals(field(message, "is_historical")),
        nothing || noNumber(message));
  }

  private static boolean noNumber(DynamicMessage message) {
    return value(message) instanceof Number number && !Double.isFinite(number.doubleValue());
  }

  private static @Nullable Object value(DynamicMessage message) {
    for (String kind : List.of("int", "long", "float", "double", "boolean", "string")) {
      Object value = field(message, kind + "_value");
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String unit(DynamicMessage set) {
    List<?> keys = list(set, "keys");
    List<?> values = list(set, "values");
    for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
      if (UNIT_KEYS.contains(String.valueOf(keys.get(i)))
          && field((DynamicMessage) values.get(i), "string_value") instanceof String unit
          && !unit.isBlank()) {
        return unit.strip();
      }
    }
    return null;
  }

  private static @Nullable Instant time(long millis) {
    return millis <= 0 || millis > LATEST_MILLIS ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Object field(DynamicMessage message, String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return message.hasField(field) ? message.getField(field) : null;
  }

  private static List<?> list(DynamicMessage message, String name) {
    return (List<?>) message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  private static Descriptor payload() {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("sparkplug_b.proto")
            .addMessageType(
                message(
                    "Payload",
                    field("timestamp", 1, FieldDescriptorProto.Type.TYPE_UINT64),
                    many("metrics", 2, "Metric")))
            .addMessageType(metric())
            .addMessageType(
                message(
                    "PropertySet",
                    field("keys", 1, FieldDescriptorProto.Type.TYPE_STRING).toBuilder()
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                        .build(),
                    many("values", 2, "PropertyValue")))
            .addMessageType(
                message(
                    "PropertyValue",
                    field("string_value", 8, FieldDescriptorProto.Type.TYPE_STRING)))
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Payload");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DescriptorProto metric() {
    return message(
        "Metric",
        field("name", 1, FieldDescriptorProto.Type.TYPE_STRING),
        field("alias", 2, FieldDescriptorProto.Type.TYPE_UINT64),
        field("timestamp", 3, FieldDescriptorProto.Type.TYPE_UINT64),
        field("datatype", 4, FieldDescriptorProto.Type.TYPE_UINT32),
        field("is_historical", 5, FieldDescriptorProto.Type.TYPE_BOOL),
        field("is_null", 7, FieldDescriptorProto.Type.TYPE_BOOL),
        of("properties", 9, "PropertySet"),
        field("int_value", 10, FieldDescriptorProto.Type.TYPE_UINT32),
        field("long_value", 11, FieldDescriptorProto.Type.TYPE_UINT64),
        field("float_value", 12, FieldDescriptorProto.Type.TYPE_FLOAT),
        field("double_value", 13, FieldDescriptorProto.Type.TYPE_DOUBLE),
        field("boolean_value", 14, FieldDescriptorProto.Type.TYPE_BOOL),
        field("string_value", 15, FieldDescriptorProto.Type.TYPE_STRING));
  }

  private static DescriptorProto message(String name, FieldDescriptorProto... fields) {
    return DescriptorProto.newBuilder().setName(name).addAllField(List.of(fields)).build();
  }

  private static FieldDescriptorProto field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .build();
  }

  private static FieldDescriptorProto of(String name, int number, String message) {
    return field(name, number, FieldDescriptorProto.Type.TYPE_MESSAGE).toBuilder()
        .setTypeName(message)
        .build();
  }

  private static FieldDescriptorProto many(String name, int number, String message) {
    return of(name, number, message).toBuilder()
        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
        .build();
  }
}
