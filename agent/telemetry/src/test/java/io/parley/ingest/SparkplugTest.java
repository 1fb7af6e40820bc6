package io.parley.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.parley.knowledge.Ended;
import io.parley.knowledge.Fact;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.KnowledgeSettings;
import io.parley.knowledge.MovableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Payloads are written field by field, by the numbers of {@code sparkplug_b.proto}. */
final class SparkplugTest {
  private static final String BIRTH = "spBv1.0/plant/DBIRTH/line1/oven 2";
  private static final String DATA = "spBv1.0/plant/DDATA/line1/oven 2";
  private static final long AT = 1_772_366_000_000L;

  private final Knowledge knowledge =
      new Knowledge(KnowledgeSettings.standard(), new MovableClock());
  private final Ingest ingest =
      new Ingest(
          IngestSettings.of("parley/v1", List.of(IngestFilter.of("spBv1.0/#"))),
          knowledge,
          new MovableClock());

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  @Test
  void aBirthNamesWhatItsDataThenSayByAlias() throws IOException {
    comes(
        BIRTH,
        metric("Zone/Temperature", 7, 9, value -> value.writeFloat(12, 181.5f), "°C"),
        metric("Door/Open", 8, 11, value -> value.writeBool(14, true), null),
        metric("bdSeq", null, 8, value -> value.writeUInt64(11, 3), null));
    assertEquals(new BigDecimal("181.5"), fact("Zone/Temperature").value());
    assertEquals("°C", fact("Zone/Temperature").unit());
    assertEquals("line 1 oven 2 zone temperature", fact("Zone/Temperature").name());
    assertEquals(Instant.ofEpochMilli(AT), fact("Zone/Temperature").at());
    assertEquals(true, fact("Door/Open").value());
    assertEquals(2, knowledge.size());

    comes(DATA, metric(null, 7, 0, value -> value.writeFloat(12, 183.25f), null));
    assertEquals(new BigDecimal("183.25"), fact("Zone/Temperature").value());
    assertEquals("°C", fact("Zone/Temperature").unit());
    assertEquals(Map.of(), unreadable());
  }

  @Test
  void aDeathEndsTheValuesUntilTheNextBirth() throws IOException {
    ByteString level = metric("Level", 3, 9, value -> value.writeFloat(12, 4.5f), null);
    comes(BIRTH, level);
    assertNull(fact("Level").ended());
    comes("spBv1.0/plant/DDEATH/line1/oven 2");
    assertEquals(Ended.Why.OFFLINE, Objects.requireNonNull(fact("Level").ended()).why());
    comes(BIRTH, level);
    assertNull(fact("Level").ended());
    comes("spBv1.0/plant/NDEATH/line1");
    assertEquals(Ended.Why.OFFLINE, Objects.requireNonNull(fact("Level").ended()).why());
    comes("spBv1.0/plant/NBIRTH/line1");
    assertNull(fact("Level").ended());
    comes("spBv1.0/plant/NDEATH/line11");
    assertNull(fact("Level").ended());
  }

  @Test
  void aMetricThatIsNullHasNoValue() throws IOException {
    comes(BIRTH, metric("Level", 3, 9, value -> value.writeFloat(12, 4.5f), null));
    comes(DATA, metric("Level", 3, 9, value -> value.writeBool(7, true), null));
    assertEquals(Ended.Why.NO_VALUE, Objects.requireNonNull(fact("Level").ended()).why());
    comes(DATA, metric("Level", 3, 9, value -> value.writeFloat(12, Float.NaN), null));
    assertEquals(Ended.Why.NO_VALUE, Objects.requireNonNull(fact("Level").ended()).why());
    comes(DATA, metric("Level", 3, 9, value -> value.writeFloat(12, 5f), null));
    assertNull(fact("Level").ended());
  }

  @Test
  void readsIntegersByTheirDatatype() throws IOException {
    comes(
        BIRTH,
        metric("a", 1, 3, value -> value.writeUInt32(10, -40), null),
        metric("b", 2, 1, value -> value.writeUInt32(10, 0xD8), null),
        metric("c", 3, 7, value -> value.writeUInt32(10, -1), null),
        metric("d", 4, 8, value -> value.writeUInt64(11, -1), null),
        metric("e", 5, 4, value -> value.writeUInt64(11, -5), null),
        metric("f", 6, 12, value -> value.writeString(15, "Running"), null));
    assertEquals(-40L, fact("a").value());
    assertEquals(-40L, fact("b").value());
    assertEquals(4294967295L, fact("c").value());
    assertEquals(new BigDecimal("18446744073709551615"), fact("d").value());
    assertEquals(-5L, fact("e").value());
    assertEquals("Running", fact("f").value());
    comes(DATA, metric(null, 2, 0, value -> value.writeUInt32(10, 0xFF), null));
    assertEquals(-1L, fact("b").value());
  }

  @Test
  void anAliasOfNoBirthIsCountedAndTheRestIsTaken() throws IOException {
    comes(
        DATA,
        metric(null, 7, 0, value -> value.writeFloat(12, 1), null),
        metric("Named", null, 9, value -> value.writeFloat(12, 2), null));
    assertEquals(Map.of(Unreadable.SPARKPLUG, 1L), unreadable());
    assertEquals(new BigDecimal("2.0"), fact("Named").value());
  }

  @Test
  void anIntegerWhoseBirthWasNotSeenIsNoReading() throws IOException {
    comes(DATA, metric("Level", null, 0, value -> value.writeUInt32(10, -5), null));
    assertEquals(Map.of(Unreadable.SPARKPLUG, 1L), unreadable());
    comes(DATA, metric("Level", null, 3, value -> value.writeUInt32(10, -5), null));
    assertEquals(-5L, fact("Level").value());
    assertEquals(1, knowledge.size());
  }

  @Test
  void nullsHistoryBytesAndDeathsChangeNothing() throws IOException {
    comes(
        BIRTH,
        metric("a", 1, 9, value -> value.writeBool(7, true), null),
        metric("b", 2, 17, value -> value.writeBytes(16, ByteString.copyFromUtf8("x")), null),
        metric("c", 3, 9, value -> value.writeFloat(12, Float.NaN), null),
        metric(
            "d",
            4,
            9,
            value -> {
              value.writeBool(5, true);
              value.writeFloat(12, 5);
            },
            null));
    comes("spBv1.0/plant/DDEATH/line1/oven 2");
    ingest.accept("spBv1.0/#", "spBv1.0/plant/DCMD/line1/oven 2", new byte[] {99}, null, false);
    assertEquals(0, knowledge.size());
    assertEquals(Map.of(), unreadable());
  }

  /** Nodes that left long ago keep no later one from being understood. */
  @Test
  void theNamesOfNodesLongGoneMakeRoom() throws IOException {
    for (int node = 0; node < 110; node++) {
      ByteString[] metrics = new ByteString[500];
      for (int i = 0; i < metrics.length; i++) {
        metrics[i] = metric("m" + i, null, 9, value -> value.writeBool(7, true), null);
      }
      comes("spBv1.0/gone/NBIRTH/node" + node, metrics);
    }
    comes(BIRTH, metric("a", 1, 9, value -> value.writeFloat(12, 1.5f), null));
    comes(DATA, metric(null, 1, 0, value -> value.writeFloat(12, 2.5f), null));
    assertEquals(new BigDecimal("2.5"), fact("a").value());
    assertEquals(Map.of(), unreadable());
  }

  @Test
  void whatIsNestedTooDeepIsRefused() throws IOException {
    ByteString inner = ByteString.EMPTY;
    for (int i = 0; i < 40; i++) {
      ByteString deeper = inner;
      inner = bytes(out -> out.writeBytes(9, deeper));
    }
    ByteString whole = inner;
    ingest.accept(
        "spBv1.0/#", BIRTH, bytes(out -> out.writeBytes(2, whole)).toByteArray(), null, false);
    ingest.accept("spBv1.0/#", BIRTH, new byte[] {18, 127, 1}, null, false);
    assertTrue(knowledge.size() == 0 && unreadable().get(Unreadable.MALFORMED) >= 1);
  }

  private Map<Unreadable, Long> unreadable() {
    return ingest.counts().get(0).unreadable();
  }

  private Fact fact(String metric) {
    return knowledge.fact(DATA, metric).orElseThrow();
  }

  private void comes(String topic, ByteString... metrics) throws IOException {
    ByteString payload =
        bytes(
            out -> {
              out.writeUInt64(1, AT);
              for (ByteString metric : metrics) {
                out.writeBytes(2, metric);
              }
              out.writeUInt64(3, 1);
            });
    ingest.accept("spBv1.0/#", topic, payload.toByteArray(), null, false);
  }

  private static ByteString metric(String name, Integer alias, int type, Fields value, String unit)
      throws IOException {
    return bytes(
        out -> {
          if (name != null) {
            out.writeString(1, name);
          }
          if (alias != null) {
            out.writeUInt64(2, alias);
          }
          out.writeUInt64(3, AT);
          if (type > 0) {
            out.writeUInt32(4, type);
          }
          if (unit != null) {
            ByteString property = bytes(p -> p.writeString(8, unit));
            out.writeBytes(
                9,
                bytes(
                    set -> {
                      set.writeString(1, "engUnit");
                      set.writeBytes(2, property);
                    }));
          }
          value.write(out);
        });
  }

  private static ByteString bytes(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return ByteString.copyFrom(bytes.toByteArray());
  }
}
