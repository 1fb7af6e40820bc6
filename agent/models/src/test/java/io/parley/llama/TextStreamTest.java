package io.parley.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextStreamTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void charactersComeOnceTheirBytesAreWhole() {
    TextStream stream = new TextStream(List.of(), false);
    byte[] degree = utf8("°😀");
    assertEquals("", stream.add(new byte[] {degree[0]}));
    assertEquals("", stream.news());
    assertEquals("°", stream.add(new byte[] {degree[1], degree[2]}));
    assertEquals("°", stream.news());
    assertEquals("", stream.add(new byte[] {degree[3], degree[4]}));
    assertEquals("😀", stream.add(new byte[] {degree[5]}));
    assertEquals("°😀", stream.end());
  }

  @Test
  void bytesThatNeverBecomeACharacterAreReplaced() {
    TextStream stream = new TextStream(List.of(), false);
    stream.add(new byte[] {'a', (byte) 0xe2, (byte) 0x82});
    assertEquals("a\ufffd", stream.end());
  }

  @Test
  void whatCouldBeginAStopTextIsHeldBack() {
    TextStream stream = new TextStream(List.of("STOP", "\n\n"), false);
    stream.add(utf8("say ST"));
    assertEquals("say ", stream.news());
    stream.add(utf8("ART"));
    assertEquals("START", stream.news());
    stream.add(utf8(" S"));
    stream.add(utf8("TO"));
    assertFalse(stream.stopped());
    stream.add(utf8("P and more"));
    assertTrue(stream.stopped());
    assertEquals(" ", stream.news());
    assertEquals("say START ", stream.end());
  }

  @Test
  void oneLeadingSpaceIsStrippedWhereAsked() {
    TextStream stream = new TextStream(List.of(), true);
    stream.add(utf8("  a"));
    stream.add(utf8(" b"));
    assertEquals(" a b", stream.end());
  }
}
