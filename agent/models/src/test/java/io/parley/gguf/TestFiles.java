package io.parley.gguf;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** GGUF files that only tests need. */
public final class TestFiles {
  private static final int ALIGNMENT = 32;
  private static final int RANK = 4;

  private TestFiles() {}

  /** A LoRA adapter of rank 4 over the queries and outputs of {@link RandomModel#tiny()}. */
  public static Path adapter(Path file, String architecture, int width, long seed)
      throws IOException {
    Map<String, int[]> tensors = new LinkedHashMap<>();
    for (int layer = 0; layer < 2; layer++) {
      for (String name : new String[] {"attn_q", "attn_output"}) {
        String weight = "blk.%d.%s.weight.lora_".formatted(layer, name);
        tensors.put(weight + "a", new int[] {width, RANK});
        tensors.put(weight + "b", new int[] {RANK, width});
      }
    }
    try (BufferedOutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      GgufOutput out = new GgufOutput(stream);
      out.u32(0x46554747);
      out.u32(3);
      out.u64(tensors.size());
      out.u64(4);
      out.entry("general.type", "adapter");
      out.entry("general.architecture", architecture);
      out.entry("adapter.type", "lora");
      out.entry("adapter.lora.alpha", (float) RANK);
      long offset = 0;
      for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
        offset += tensor(out, tensor.getKey(), tensor.getValue(), offset);
      }
      out.align(ALIGNMENT);
      Random random = new Random(seed);
      for (int[] shape : tensors.values()) {
        for (int i = 0; i < shape[0] * shape[1]; i++) {
          out.f32((float) random.nextGaussian());
        }
        out.align(ALIGNMENT);
      }
    }
    return file;
  }

  private static long tensor(GgufOutput out, String name, int[] shape, long offset)
      throws IOException {
    out.string(name);
    out.u32(2);
    out.u64(shape[0]);
    out.u64(shape[1]);
    out.u32(TensorType.F32.id());
    out.u64(offset);
    long bytes = 4L * shape[0] * shape[1];
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** A model whose weights take so many gibibytes, nearly all of them a hole in the file. */
  public static Path huge(Path file, int gibibytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GgufOutput out = new GgufOutput(bytes);
    out.u32(0x46554747);
    out.u32(3);
    out.u64(1);
    out.u64(6);
    out.entry("general.architecture", "llama");
    out.entry("llama.context_length", 2048);
    out.entry("llama.embedding_length", 1024);
    out.entry("llama.block_count", 2);
    out.entry("llama.attention.head_count", 8);
    out.arrayHead("tokenizer.ggml.tokens", 8, 1);
    out.string("<s>");
    tensor(out, "token_embd.weight", new int[] {1024, gibibytes << 18}, 0);
    out.align(ALIGNMENT);
    try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
      hole.write(bytes.toByteArray());
      hole.setLength(bytes.size() + ((long) gibibytes << 30));
    }
    return file;
  }
}
