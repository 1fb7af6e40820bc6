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
import io.parley.engine.ModelInfo;
import io.parley.llama.LlamaLibrary;
import io.parley.llama.TinyModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WorkerModelIT {
  /** So much more the heap may hold after a hundred workers: a third of a megabyte of each. */
  private static final long MORE_MIB = 32;

  private static final String PREFIX = "<|system|> w1 w2 w3</s><|user|>";
  private WorkerModel model = start(Supervision.USUAL);

  private static WorkerModel start(Supervision supervision) {
    WorkerSettings settings =
        new WorkerSettings(
            "tiny",
            TinyModel.file(),
            LlamaLibrary.Choice.AUTO,
            1,
            1024,
            4,
            List.of(PREFIX),
            Map.of(),
            supervision);
    return WorkerModel.start(settings, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    model.close();
  }

  private CompletableFuture<Generation> ask(int tokens, GenerationListener listener) {
    return model.generate(
        GenerationRequest.greedy(
            PREFIX,
            " w7<|assistant|>",
            tokens,
            Instant.now().plusSeconds(60),
            new Constraint.Free()),
        listener);
  }

  private String text() {
    return ask(8, GenerationListener.NONE).join().text();
  }

  private static void signal(String signal, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor());
  }

  /** Completes with the worker's process id once it has decoded something. */
  private final class Answering implements GenerationListener {
    private final CompletableFuture<Long> first = new CompletableFuture<>();
    private final StringBuilder heard = new StringBuilder();

    @Override
    public void decoded(String piece) {
      heard.append(piece);
      first.complete(model.status().pid());
    }
  }

  @Test
  void questionsThatComeWhileItLoadsAreAnswered() {
    assertEquals(ModelInfo.State.LOADING, model.info().state());
    Generation generation = ask(8, GenerationListener.NONE).join();
    assertEquals(8, generation.tokens().size());
    assertTrue(generation.cachedTokens() > 3);
    assertEquals(ModelInfo.State.READY, model.info().state());
    assertEquals(12, model.info().snapshot().length());
    assertTrue(model.status().kernels().contains("CPU"), model.status().kernels());
    assertEquals(64, model.embed(" w1").join().length);
  }

  @Test
  void itsArgumentsSayThatItIsAModelWorker() {
    model.ready().join();
    ProcessHandle process = ProcessHandle.of(model.status().pid()).orElseThrow();
    assertTrue(process.info().commandLine().orElse("").contains("model-worker"));
  }

  @Test
  void aQuestionUnderWhichItIsKilledIsAnsweredByTheNextWorker() throws Exception {
    for (String signal : List.of("KILL", "SEGV", "ABRT")) {
      String before = ask(200, GenerationListener.NONE).join().text();
      Answering listener = new Answering();
      CompletableFuture<Generation> future = ask(200, listener);
      signal(signal, listener.first.join());
      assertEquals(before, future.join().text(), signal);
      assertEquals(before, listener.heard.toString(), signal);
    }
    assertEquals(4, model.status().starts());
  }

  @Test
  void aStoppedWorkerIsReplaced() throws Exception {
    String before = text();
    signal("STOP", model.status().pid());
    assertEquals(before, text());
    assertEquals(2, model.status().starts());
  }

  @Test
  void anIdleWorkerThatStopsIsReplacedBeforeAnybodyAsks() throws Exception {
    text();
    signal("STOP", model.status().pid());
    await(() -> model.status().starts() == 2);
    assertEquals(8, ask(8, GenerationListener.NONE).join().tokens().size());
  }

  @Test
  void aHundredKillsUnderLoadLoseNothingAndLeaveNothingBehind() throws Exception {
    Supervision quick =
        new Supervision(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            0,
            256);
    model.close();
    model = start(quick);
    String before = text();
    long descriptors = descriptors();
    int threads = Thread.activeCount();
    long heap = heapMib();
    for (int i = 0; i < 100; i++) {
      Answering listener = new Answering();
      List<CompletableFuture<Generation>> futures = new ArrayList<>();
      futures.add(ask(100, listener));
      futures.add(ask(8, GenerationListener.NONE));
      long pid = listener.first.join();
      signal("KILL", pid);
      await(() -> model.status().pid() != pid);
      assertEquals(100, futures.get(0).join().tokens().size());
      assertEquals(before, futures.get(1).join().text());
    }
    assertTrue(model.status().starts() > 90, () -> model.status().toString());
    await(() -> ProcessHandle.current().children().count() <= 1);
    await(() -> Thread.activeCount() <= threads);
    assertTrue(descriptors() <= descriptors + 3, descriptors + " then " + descriptors());
    long after = heapMib();
    assertTrue(after <= heap + MORE_MIB, "%d MiB then %d".formatted(heap, after));
  }

  @Test
  void aThousandCancelsLeaveItAsItWas() {
    String before = text();
    for (int i = 0; i < 1000; i++) {
      ask(400, GenerationListener.NONE).cancel(false);
    }
    assertEquals(before, text());
    assertEquals(1, model.status().starts());
    await(() -> model.status().waiting() + model.status().running() == 0);
  }

  @Test
  void closingEndsTheProcess() throws Exception {
    model.ready().join();
    ProcessHandle process = ProcessHandle.of(model.status().pid()).orElseThrow();
    model.close();
    process.onExit().get(5, TimeUnit.SECONDS);
    CompletionException thrown = assertThrows(CompletionException.class, this::text);
    assertInstanceOf(EngineException.class, thrown.getCause());
    assertEquals(ModelInfo.State.CLOSED, model.info().state());
  }

  @Test
  void tooMuchMemoryEndsIt() {
    model.close();
    Supervision small =
        new Supervision(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(1),
            Duration.ofSeconds(30),
            1 << 20,
            4);
    model = start(small);
    await(() -> model.status().lastDeath().contains("memory"));
  }

  @Test
  void aBrokenFileIsRefusedWithTheReason(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("a.gguf"), "this is no model at all, just words");
    assertTrue(refusal(text).contains("does not begin with GGUF"), refusal(text));
    assertTrue(refusal(folder).contains("is a directory"));
    assertTrue(refusal(folder.resolve("none")).contains("does not exist"));
    byte[] whole = Files.readAllBytes(TinyModel.file());
    Path cut = folder.resolve("cut.gguf");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 1000));
    assertTrue(refusal(cut).contains("outside the file"), refusal(cut));
  }

  private static String refusal(Path file) {
    EngineException thrown =
        assertThrows(
            EngineException.class,
            () -> WorkerModel.start(WorkerSettings.of("bad", file), Clock.systemUTC()));
    assertEquals(EngineException.Kind.UNAVAILABLE, thrown.kind());
    return String.valueOf(thrown.getMessage());
  }

  /** What is held once it has been cleared up. */
  private static long heapMib() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertFalse(System.nanoTime() > end, "waited in vain");
      Thread.onSpinWait();
    }
  }
}
