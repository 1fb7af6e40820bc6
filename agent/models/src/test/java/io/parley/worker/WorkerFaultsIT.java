package io.parley.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.engine.Constraint;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.gguf.TestFiles;
import io.parley.llama.LlamaLibrary;
import io.parley.llama.TinyModel;
import java.io.BufferedReader;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is stopped, lies, loses its parent or has to share its core. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WorkerFaultsIT {
  private static final int LONG = 300;
  @TempDir Path folder;

  private static WorkerModel start() {
    WorkerSettings settings =
        new WorkerSettings(
            "tiny",
            TinyModel.file(),
            LlamaLibrary.Choice.AUTO,
            1,
            1024,
            2,
            List.of(),
            Map.of(),
            Supervision.USUAL);
    return WorkerModel.start(settings, Clock.systemUTC());
  }

  private static CompletableFuture<Generation> ask(
      WorkerModel model, int tokens, Constraint constraint, GenerationListener listener) {
    return model.generate(
        GenerationRequest.greedy(
            "", " w1 w2 w3", tokens, Instant.now().plusSeconds(120), constraint),
        listener);
  }

  private static CompletableFuture<Generation> ask(WorkerModel model, GenerationListener listener) {
    return ask(model, LONG, new Constraint.Free(), listener);
  }

  /** Completes with the worker's process id once it has decoded something. */
  private static final class Answering implements GenerationListener {
    private final WorkerModel model;
    private final CompletableFuture<Long> first = new CompletableFuture<>();

    Answering(WorkerModel model) {
      this.model = model;
    }

    @Override
    public void decoded(String piece) {
      first.complete(model.status().pid());
    }
  }

  @Test
  void aWorkerStoppedInMidAnswerIsReplacedAndTheQuestionAnswered() throws Exception {
    try (WorkerModel model = start()) {
      String before = ask(model, GenerationListener.NONE).join().text();
      Answering listener = new Answering(model);
      CompletableFuture<Generation> future = ask(model, listener);
      long pid = listener.first.join();
      assertEquals(0, new ProcessBuilder("kill", "-STOP", "" + pid).start().waitFor());
      assertEquals(before, future.join().text());
      assertEquals(2, model.status().starts());
      assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }
  }

  @Test
  void garbageBetweenItsFramesEndsAWorkerAndTheNextOneAnswers() throws Exception {
    try (WorkerModel model = start()) {
      String before = ask(model, GenerationListener.NONE).join().text();
      Answering listener = new Answering(model);
      CompletableFuture<Generation> future = ask(model, listener);
      long pid = listener.first.join();
      // Into the very pipe that its frames come by.
      Files.writeString(Path.of("/proc/%d/fd/1".formatted(pid)), "printf from native code\n");
      assertEquals(before, future.join().text());
      String why = model.status().lastDeath();
      assertTrue(why.startsWith("it wrote what is no frame"), why);
      assertEquals(2, model.status().starts());
    }
  }

  @Test
  void aQuestionThatKillsEveryWorkerFailsWithTheReason() throws Exception {
    try (WorkerModel model = start()) {
      model.ready().join();
      GenerationListener killer =
          new GenerationListener() {
            @Override
            public void prefilled(int tokens, int of) {
              ProcessHandle.of(model.status().pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
          };
      CompletableFuture<Generation> future = ask(model, killer);
      CompletionException thrown = assertThrows(CompletionException.class, future::join);
      EngineException cause = assertInstanceOf(EngineException.class, thrown.getCause());
      assertEquals(EngineException.Kind.CRASHED, cause.kind());
      String why = String.valueOf(cause.getMessage());
      assertTrue(why.contains("died twice over this question"), why);
      assertEquals(LONG, ask(model, GenerationListener.NONE).join().tokens().size());
    }
  }

  @Test
  void aGrammarThatTheModelCannotFollowFailsAloneAndTheWorkerLives() {
    try (WorkerModel model = start()) {
      CompletableFuture<Generation> beside = ask(model, GenerationListener.NONE);
      for (String gbnf : List.of("root ::= \"a\" root", "root = ", "root ::= other")) {
        CompletableFuture<Generation> future =
            ask(model, 8, new Constraint.Grammar(gbnf), GenerationListener.NONE);
        try {
          future.join();
        } catch (CompletionException e) {
          EngineException cause = assertInstanceOf(EngineException.class, e.getCause());
          assertEquals(EngineException.Kind.INVALID, cause.kind(), gbnf);
        }
      }
      assertEquals(LONG, beside.join().tokens().size());
      assertEquals(1, model.status().starts());
    }
  }

  @Test
  void twoModelsOnOneCoreBothAnswer() throws Exception {
    try (WorkerModel one = start();
        WorkerModel two = start()) {
      for (WorkerModel model : List.of(one, two)) {
        model.ready().join();
        String pid = "" + model.status().pid();
        assertEquals(
            0, new ProcessBuilder("taskset", "-a", "-p", "-c", "0", pid).start().waitFor());
      }
      List<CompletableFuture<Generation>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(ask(i % 2 == 0 ? one : two, GenerationListener.NONE));
      }
      List<String> texts = all.stream().map(future -> future.join().text()).distinct().toList();
      assertEquals(1, texts.size());
      assertEquals(1, one.status().starts());
      assertEquals(1, two.status().starts());
    }
  }

  /** A node that starts a model, tells its process, and goes on. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws InterruptedException {
      WorkerModel model =
          WorkerModel.start(
              WorkerSettings.of("tiny", Path.of(arguments[0])).withThreads(1), Clock.systemUTC());
      model.ready().join();
      System.out.println(model.status().pid());
      Thread.currentThread().join();
    }
  }

  @Test
  void theEndOfTheParentIsTheEndOfTheWorker() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                TinyModel.file().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = parent.inputReader()) {
      long pid = Long.parseLong(lines.readLine().strip());
      ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
      parent.destroyForcibly();
      worker.onExit().get(20, TimeUnit.SECONDS);
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void aModelThatTheMachineCannotHoldIsRefusedBeforeItIsLoaded() throws IOException {
    Path file = TestFiles.huge(folder.resolve("huge.gguf"), 4096);
    EngineException thrown =
        assertThrows(
            EngineException.class,
            () -> WorkerModel.start(WorkerSettings.of("huge", file), Clock.systemUTC()));
    assertEquals(EngineException.Kind.UNAVAILABLE, thrown.kind());
    String why = String.valueOf(thrown.getMessage());
    assertTrue(why.contains("MB for weights and KV cache, the machine has"), why);
  }
}
