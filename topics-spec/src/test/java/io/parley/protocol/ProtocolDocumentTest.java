package io.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ProtocolDocumentTest {
  @Test
  void readsWhatAPersonWrote() throws IOException {
    ProtocolDocument document = ProtocolDocument.read(stockPrice());
    assertEquals("stock-price", document.name());
    assertEquals(Effects.READ_ONLY, document.effects());
    assertEquals(2, document.phrases().size());
    assertEquals(Map.of("value", "USD"), document.units());
    assertEquals(Map.of("symbol", "acme"), document.vectors().get(0).body());
    assertEquals("unknown-symbol", document.vectors().get(1).error());
    assertTrue(document.meaning().startsWith("# The price of a stock"));
    assertArrayEquals(stockPrice(), document.bytes());
  }

  @Test
  void refusesBytesThatAreNotThoseOfTheId() throws IOException {
    byte[] bytes = stockPrice();
    Cid cid = Cid.of(bytes);
    bytes[bytes.length - 1] = ' ';
    var refused = assertThrows(DocumentException.class, () -> ProtocolDocument.read(cid, bytes));
    assertEquals("id", refused.rule());
  }

  @Test
  void refusesTenMegabytesBeforeItReadsThem() {
    byte[] large = new byte[10 * 1024 * 1024];
    Arrays.fill(large, (byte) '-');
    assertEquals(
        "size", assertThrows(DocumentException.class, () -> ProtocolDocument.read(large)).rule());
    Cid other = Cid.of(new byte[0]);
    assertEquals(
        "size",
        assertThrows(DocumentException.class, () -> ProtocolDocument.read(other, large)).rule());
  }

  @Test
  void expiresAtItsTime() {
    ProtocolDocument document =
        draft("a", Instant.parse("2027-01-01T00:00:00Z"), "meaning").document();
    assertFalse(document.expiredAt(Instant.parse("2026-12-31T23:59:59Z")));
    assertTrue(document.expiredAt(Instant.parse("2027-01-01T00:00:00Z")));
  }

  @Test
  void writesTheSameBytesForTheSameFields() {
    Cid one = draft("a", null, "meaning").document().cid();
    assertEquals(one, draft("a", null, "meaning").document().cid());
    assertFalse(one.equals(draft("b", null, "meaning").document().cid()));
  }

  @Test
  void keepsAnAuthorThatLooksLikeYamlAsText() {
    ProtocolDocument document = draft("a: \"b\" # c", null, "meaning").document();
    assertEquals("a: \"b\" # c", document.author());
  }

  @Test
  void writesDecomposedTextAsNfc() {
    assertEquals("ä", draft("a\u0308", null, "meaning").document().author());
  }

  @Test
  void readsFrontMatterThatIsNoMap() {
    byte[] bytes = "---\n- a\n---\n".getBytes(UTF_8);
    assertEquals(
        "front-matter",
        assertThrows(DocumentException.class, () -> ProtocolDocument.read(bytes)).rule());
  }

  private static ProtocolDraft draft(
      String author, @org.jspecify.annotations.Nullable Instant expires, String meaning) {
    return new ProtocolDraft(
        "temperature-of",
        1,
        author,
        null,
        expires,
        Effects.READ_ONLY,
        "{place} temperature",
        "{value} {unit}",
        meaning,
        Map.of("type", "object", "properties", Map.of("place", Map.of("type", "string"))),
        Map.of("type", "object", "properties", Map.of("value", Map.of("type", "number"))),
        List.of(new Phrase("how hot is {place}")),
        Map.of("value", "°C"),
        Map.of(),
        List.of(new TestVector(Map.of("place", "x"), List.of(), Map.of("value", 1), null)));
  }

  private static byte[] stockPrice() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ProtocolDocumentTest.class.getResourceAsStream("vectors/stock-price.md"))) {
      return in.readAllBytes();
    }
  }
}
