package io.parley.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class GgufHeaderTest {
  @TempDir Path folder;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("model.gguf");
    RandomModel.tiny().write(file);
    whole = Files.readAllBytes(file);
  }

  private String refusal(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return String.valueOf(
        assertThrows(GgufException.class, () -> ModelShape.of(GgufHeader.read(file))).getMessage());
  }

  private byte[] with(int at, byte... bytes) {
    byte[] changed = whole.clone();
    System.arraycopy(bytes, 0, changed, at, bytes.length);
    return changed;
  }

  private byte[] replaced(String text, String by) {
    String all = new String(whole, StandardCharsets.ISO_8859_1);
    int at = all.indexOf(text);
    assertTrue(at > 0 && text.length() == by.length());
    return with(at, by.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] i64(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  @Test
  void aWholeFileTellsItsShape() throws IOException {
    GgufHeader header = GgufHeader.read(file);
    ModelShape shape = ModelShape.of(header);
    assertEquals("llama", shape.architecture());
    assertEquals(TensorType.Q4_0, shape.quantization());
    assertEquals(2048, shape.trainedContext());
    assertEquals(512, shape.vocabulary());
    assertEquals(2, shape.layers());
    // keys and values, two bytes each, 2 layers, 2 heads of 16
    assertEquals(2 * 2 * 2 * 2 * 16, shape.kvBytesPerToken());
    assertEquals(shape.weightBytes() + 256L * 100, shape.bytes(100));
    assertEquals(2L, header.number("tokenizer.ggml.eos_token_id"));
    assertEquals(false, header.metadata().get("tokenizer.ggml.add_bos_token"));
    assertEquals(whole.length, header.fileBytes());
  }

  @Test
  void aFileThatIsNoGgufIsRefused() throws IOException {
    assertTrue(refusal(with(0, (byte) 'X')).contains("does not begin with GGUF"));
    assertTrue(refusal(new byte[0]).contains("does not begin with GGUF"));
    assertTrue(refusal(with(4, (byte) 1)).contains("version 1 must be 2 or 3"));
  }

  /** The memory of this process is a file that not even root can read at its beginning. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatCannotBeReadIsRefusedWithTheReason() {
    String why =
        String.valueOf(
            assertThrows(GgufException.class, () -> GgufHeader.read(Path.of("/proc/self/mem")))
                .getMessage());
    assertTrue(why.startsWith("/proc/self/mem cannot be read: Input/output error"), why);
  }

  @Test
  void absurdCountsAreRefusedBeforeTheyAreBelieved() throws IOException {
    assertTrue(refusal(with(8, i64(-1))).contains("tensor_count 18446744073709551615"));
    assertTrue(refusal(with(16, i64(1L << 40))).contains("metadata_kv_count 1099511627776"));
    assertTrue(refusal(with(24, i64(1L << 50))).contains("length of metadata key 0"));
  }

  @Test
  void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      int length = random.nextInt(whole.length);
      String why = refusal(Arrays.copyOf(whole, length));
      assertTrue(
          why.contains("ends within") || why.contains("outside the file") || why.contains("GGUF"),
          why);
    }
  }

  @Test
  void anyChangedByteIsReadOrRefusedAndNothingElse() throws IOException {
    Random random = new Random(6);
    for (int i = 0; i < 300; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(14_000)] = (byte) random.nextInt(256);
      Files.write(file, changed);
      try {
        assertTrue(ModelShape.of(GgufHeader.read(file)).weightBytes() > 0);
      } catch (GgufException e) {
        assertTrue(String.valueOf(e.getMessage()).length() > 10);
      }
    }
  }

  @Test
  void whatIsNoLanguageModelIsRefused() throws IOException {
    assertTrue(
        refusal(replaced("general.architecture", "general.architectura"))
            .contains("general.architecture is missing"));
    assertTrue(
        refusal(replaced("llama.block_count", "llama.block_coint"))
            .contains("llama.block_count is missing"));
    assertTrue(
        refusal(replaced("tokenizer.ggml.tokens", "tokenizer.ggml.tokenz"))
            .contains("tokenizer.ggml.tokens is missing"));
  }

  @Test
  void missingFilesAndFoldersAreRefused() {
    assertTrue(
        String.valueOf(
                assertThrows(GgufException.class, () -> GgufHeader.read(folder)).getMessage())
            .contains("is a directory"));
    Path none = folder.resolve("none.gguf");
    assertTrue(
        String.valueOf(assertThrows(GgufException.class, () -> GgufHeader.read(none)).getMessage())
            .contains("does not exist"));
  }
}
