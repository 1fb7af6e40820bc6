package io.parley.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.ChatTemplate.Message;
import io.parley.engine.ChatTemplate.Role;
import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.Sampling;
import io.parley.gguf.RandomModel;
import io.parley.gguf.TensorType;
import io.parley.gguf.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes with a model: adapters, the chat template of its metadata, the library that runs it.
 */
final class ModelFilesIT {
  private static final String CHATML =
      "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content']"
          + " + '<|im_end|>' + '\n'}}{% endfor %}";
  @TempDir Path folder;

  private static EngineSettings settings(Path model, Map<String, Path> adapters) {
    return new EngineSettings(
        "tiny",
        model,
        LlamaLibrary.find(LlamaLibrary.Choice.AUTO),
        1,
        512,
        4,
        EngineSettings.kvTokensFor(512, 4),
        List.of(),
        adapters);
  }

  private static CompletableFuture<Generation> ask(
      LlamaEngine engine, String prefix, GenerationRequest.@Nullable Adapter adapter) {
    return engine.generate(
        new GenerationRequest(
            prefix,
            " w1 w2 w3",
            8,
            Instant.now().plusSeconds(60),
            new Constraint.Free(),
            Sampling.GREEDY,
            List.of(),
            3,
            adapter),
        GenerationListener.NONE);
  }

  private static GenerationRequest.Adapter adapter(String name, float scale) {
    return new GenerationRequest.Adapter(name, scale);
  }

  @Test
  void adaptersAreSwitchedAndScaledForEachQuestion() throws IOException {
    Map<String, Path> files =
        Map.of(
            "one", TestFiles.adapter(folder.resolve("one.gguf"), "llama", 64, 1),
            "two", TestFiles.adapter(folder.resolve("two.gguf"), "llama", 64, 2));
    // Of single-precision weights: over rearranged ones the bundled library takes no adapter.
    Path plain32 = folder.resolve("f32.gguf");
    RandomModel.tiny().write(plain32, TensorType.F32, Map.of());
    LlamaEngine engine = LlamaEngine.load(settings(plain32, files), Clock.systemUTC());
    try {
      List<GenerationRequest.@Nullable Adapter> uses = new ArrayList<>();
      uses.add(null);
      uses.add(adapter("one", 1));
      uses.add(adapter("two", 1));
      uses.add(adapter("one", 0.25f));
      List<List<Generation.Token>> alone = new ArrayList<>();
      for (GenerationRequest.Adapter use : uses) {
        alone.add(ask(engine, "", use).join().tokens());
      }
      for (int i = 0; i < alone.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertNotEquals(alone.get(i), alone.get(j), uses.get(i) + " and " + uses.get(j));
        }
      }
      assertEquals(alone.get(0), ask(engine, "", adapter("two", 0)).join().tokens());
      List<CompletableFuture<Generation>> together = new ArrayList<>();
      uses.forEach(use -> together.add(ask(engine, "", use)));
      for (int i = 0; i < uses.size(); i++) {
        assertEquals(text(alone.get(i)), text(together.get(i).join().tokens()), "" + uses.get(i));
      }
      // What an adapter has read is no prefix for another one.
      String plain = ask(engine, " w5 w6 w7", null).join().text();
      String adapted = ask(engine, " w5 w6 w7", adapter("one", 1)).join().text();
      assertNotEquals(plain, adapted);
      assertEquals(plain, ask(engine, " w5 w6 w7", null).join().text());
      assertEquals(adapted, ask(engine, " w5 w6 w7", adapter("one", 1)).join().text());
    } finally {
      engine.close();
    }
  }

  private static String text(List<Generation.Token> tokens) {
    return String.join("", tokens.stream().map(Generation.Token::piece).toList());
  }

  @Test
  void anAdapterThatDoesNotFitIsRefusedByName() throws IOException {
    Path other = TestFiles.adapter(folder.resolve("other.gguf"), "qwen2", 64, 1);
    assertTrue(refusal(other).contains("architecture qwen2 must be the model's, llama"));
    Path wide = TestFiles.adapter(folder.resolve("wide.gguf"), "llama", 128, 1);
    assertTrue(refusal(wide).startsWith("adapter kiln: "), refusal(wide));
    if (LlamaLibrary.find(LlamaLibrary.Choice.AUTO).abi() == Abi.B4916) {
      Path fitting = TestFiles.adapter(folder.resolve("fitting.gguf"), "llama", 64, 1);
      assertTrue(refusal(fitting).contains("takes no adapter over Q4_0"), refusal(fitting));
    }
    assertTrue(refusal(TinyModel.file()).contains("general.type must be adapter"));
    assertTrue(refusal(folder.resolve("none")).contains("does not exist"));
  }

  private static String refusal(Path adapter) {
    EngineException thrown =
        assertThrows(
            EngineException.class,
            () ->
                LlamaEngine.load(
                    settings(TinyModel.file(), Map.of("kiln", adapter)), Clock.systemUTC()));
    assertEquals(EngineException.Kind.UNAVAILABLE, thrown.kind());
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void aConversationIsWrittenAsTheModelsMetadataSays() throws IOException {
    List<Message> talk =
        List.of(new Message(Role.SYSTEM, "Be brief."), new Message(Role.USER, "How warm is it?"));
    Path file = folder.resolve("chat.gguf");
    RandomModel.tiny().write(file, TensorType.Q4_0, Map.of("tokenizer.chat_template", CHATML));
    LlamaEngine engine = LlamaEngine.load(settings(file, Map.of()), Clock.systemUTC());
    try {
      assertEquals(
          """
          <|im_start|>system
          Be brief.<|im_end|>
          <|im_start|>user
          How warm is it?<|im_end|>
          <|im_start|>assistant
          """,
          engine.applyTemplate(talk).join());
    } finally {
      engine.close();
    }
    LlamaEngine bare = LlamaEngine.load(settings(TinyModel.file(), Map.of()), Clock.systemUTC());
    try {
      CompletionException thrown =
          assertThrows(CompletionException.class, () -> bare.applyTemplate(talk).join());
      EngineException cause = assertInstanceOf(EngineException.class, thrown.getCause());
      assertEquals(EngineException.Kind.INVALID, cause.kind());
    } finally {
      bare.close();
    }
  }

  @Test
  void aLibraryThatIsNotKnownIsRefusedWithWhatIs() throws IOException {
    Path file = Files.writeString(folder.resolve("libllama.so"), "not the one");
    EngineException thrown = assertThrows(EngineException.class, () -> LlamaLibrary.at(file));
    String why = String.valueOf(thrown.getMessage());
    assertTrue(why.contains("whose layout is not known"), why);
    assertTrue(why.contains("BUNDLED_X64 b4916") && why.contains("FAST_ARM64 v0.5.0"), why);
    assertThrows(EngineException.class, () -> LlamaLibrary.at(folder.resolve("none.so")));
  }

  @Test
  void whoAsksAClosedModelIsToldAndNobodyIsLeftWaiting() {
    LlamaEngine engine = LlamaEngine.load(settings(TinyModel.file(), Map.of()), Clock.systemUTC());
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      asked.add(ask(engine, "", null));
      asked.add(engine.count(" w1"));
    }
    engine.close();
    asked.add(ask(engine, "", null));
    asked.add(engine.embed(" w1"));
    for (CompletableFuture<?> each : asked) {
      // Answered before it closed, or told that it has: either way it ends.
      each.handle((value, error) -> true).join();
    }
    assertTrue(asked.get(asked.size() - 1).isCompletedExceptionally());
  }
}
