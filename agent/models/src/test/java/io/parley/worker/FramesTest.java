package io.parley.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.Constraint;
import io.parley.engine.Generation;
import io.parley.engine.GenerationRequest;
import io.parley.engine.Sampling;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FramesTest {
  private static Fields read(byte[] bytes) throws IOException {
    return Objects.requireNonNull(
        Frames.read(new DataInputStream(new ByteArrayInputStream(bytes))));
  }

  private static String refusal(byte[] bytes) {
    return String.valueOf(assertThrows(FrameException.class, () -> read(bytes)).getMessage());
  }

  @Test
  void aFrameComesBackAsItWent() throws IOException {
    byte[] bytes = Frames.bytes(Map.of("type", "decoded", "id", 7L, "piece", "°C"));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Fields fields = Objects.requireNonNull(Frames.read(in));
    assertEquals("decoded", fields.text("type"));
    assertEquals(7, fields.number("id"));
    assertEquals("°C", fields.text("piece"));
    assertNull(Frames.read(in));
  }

  @Test
  void whatIsNoFrameIsRefused() throws IOException {
    byte[] good = Frames.bytes(Map.of("type", "pong"));
    assertTrue(
        refusal("Exception in thread".getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .contains("frame begins with"));
    assertTrue(refusal(Arrays.copyOf(good, good.length - 1)).contains("ends within"));
    assertTrue(refusal(Arrays.copyOf(good, 3)).contains("ends within"));
    byte[] huge = good.clone();
    huge[4] = 0x7f;
    assertTrue(refusal(huge).contains("must lie in"));
    byte[] negative = good.clone();
    negative[4] = (byte) 0xff;
    assertTrue(refusal(negative).contains("must lie in"));
    byte[] broken = good.clone();
    broken[8] = (byte) 0xc1;
    assertTrue(refusal(broken).contains("no MessagePack"));
    assertTrue(refusal(new byte[] {'P', 'L', 'Y', '1', 0, 0, 0, 1, 5}).contains("must hold a map"));
    assertThrows(FrameException.class, () -> read(good).text("id"));
  }

  @Test
  void requestsAndGenerationsComeBackAsTheyWent() throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
    GenerationRequest request =
        new GenerationRequest(
            "fixed",
            "volatile",
            33,
            clock.instant().plusMillis(4321),
            new Constraint.Choices(List.of(" a", " b"), List.of(" unsure"), ";", 2),
            new Sampling(0.5f, 0.75f, -9),
            List.of("x"),
            4,
            new GenerationRequest.Adapter("site", 0.5f));
    Fields fields = read(Frames.bytes(RequestForm.write(3, request, clock)));
    assertEquals(request, RequestForm.read(fields, clock));
    Generation generation =
        new Generation(
            "a; b",
            List.of(
                new Generation.Token(
                    " a", 0.75, 0.5, 0.56, false, List.of(new Generation.Alternative(" b", 0.25))),
                new Generation.Token(";", 1, 1, 0, true, List.of())),
            40,
            30,
            12,
            34,
            null,
            Generation.End.COMPLETE);
    Fields done = read(Frames.bytes(GenerationForm.write(3, generation)));
    assertEquals(generation, GenerationForm.read(done, null));
  }
}
