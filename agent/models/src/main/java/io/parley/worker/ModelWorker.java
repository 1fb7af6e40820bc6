package io.parley.worker;

import io.parley.engine.ChatTemplate;
import io.parley.engine.EngineException;
import io.parley.engine.Generation;
import io.parley.engine.GenerationListener;
import io.parley.engine.GenerationRequest;
import io.parley.engine.ModelInfo;
import io.parley.llama.EngineSettings;
import io.parley.llama.LlamaEngine;
import io.parley.llama.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The worker process: loads one model and answers frames until its standard input ends, which is
 * also how it dies with its parent. It halts instead of exiting: nothing here is worth a shutdown
 * hook, and native threads must not hold it up.
 */
public final class ModelWorker {
  private static final int BROKEN = 3;

  private final DataInputStream in;
  private final OutputStream out;
  private final Clock clock;
  private boolean unsent;
  private final Map<Long, CompletableFuture<?>> running = new ConcurrentHashMap<>();

  private ModelWorker(DataInputStream in, OutputStream out, Clock clock) {
    this.in = in;
    this.out = out;
    this.clock = clock;
  }

  /** Arguments are only for whoever lists processes: {@code model-worker NAME}. */
  public static void main(String[] arguments) {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    // Whatever else prints must not end up between frames.
    System.setOut(System.err);
    int status = 0;
    try {
      new ModelWorker(in, out, Clock.systemUTC()).serve();
    } catch (IOException | RuntimeException e) {
      System.err.println("worker ends: " + e);
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }

  private void serve() throws IOException {
    Fields open = Frames.read(in);
    if (open == null) {
      return;
    }
    CompletableFuture<String> snapshot = snapshot(open);
    LlamaEngine engine;
    try {
      EngineSettings settings = OpenForm.read(open);
      engine = LlamaEngine.load(settings, clock);
      // Whoever supervises asks a fresh process once more; this one could only refuse.
      engine.whenBroken(() -> Runtime.getRuntime().halt(BROKEN));
      engine.whenRoundOver(this::flush);
    } catch (EngineException | IllegalArgumentException | CompletionException e) {
      Throwable cause = e.getCause() instanceof EngineException inner ? inner : e;
      send(Map.of("type", "refused", "text", String.valueOf(cause.getMessage())));
      return;
    }
    send(ready(engine, snapshot.join()));
    for (Fields frame = Frames.read(in); frame != null; frame = Frames.read(in)) {
      take(engine, frame);
    }
  }

  private static CompletableFuture<String> snapshot(Fields open) throws FrameException {
    String known = open.text("snapshot");
    if (!known.isEmpty()) {
      return CompletableFuture.completedFuture(known);
    }
    Path file = Path.of(open.text("model"));
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Sha256.of(file).substring(0, 12);
          } catch (IOException e) {
            return "";
          }
        });
  }

  private static Map<String, Object> ready(LlamaEngine engine, String snapshot) {
    ModelInfo info = engine.info();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "ready");
    fields.put("contextTokens", info.contextTokens());
    fields.put("slots", info.slots());
    fields.put("metadata", info.metadata());
    fields.put("snapshot", snapshot);
    fields.put("system", engine.systemInfo());
    return fields;
  }

  private void take(LlamaEngine engine, Fields frame) throws IOException {
    String type = frame.text("type");
    switch (type) {
      case "generate" -> generate(engine, frame);
      case "embed" -> {
        long id = frame.number("id");
        track(id, engine.embed(frame.text("text")), vector -> Map.of("vector", floats(vector)));
      }
      case "template" -> {
        long id = frame.number("id");
        track(id, engine.applyTemplate(messages(frame)), text -> Map.of("text", text));
      }
      case "cancel" -> {
        CompletableFuture<?> future = running.get(frame.number("id"));
        if (future != null) {
          future.cancel(false);
        }
      }
      case "ping" -> send(Map.of("type", "pong"));
      default -> throw new FrameException("type %s is not known".formatted(type));
    }
  }

  private void generate(LlamaEngine engine, Fields frame) throws IOException {
    long id = frame.number("id");
    GenerationRequest request;
    try {
      request = RequestForm.read(frame, clock);
    } catch (IllegalArgumentException e) {
      send(failure(id, new EngineException(EngineException.Kind.INVALID, "" + e.getMessage())));
      return;
    }
    CompletableFuture<Generation> future = engine.generate(request, new Telling(id));
    running.put(id, future);
    var unused =
        future.whenComplete(
            (generation, error) -> {
              running.remove(id);
              if (generation != null) {
                tell(GenerationForm.write(id, generation));
              } else if (!future.isCancelled()) {
                tell(failure(id, error));
              }
            });
  }

  private <T> void track(
      long id, CompletableFuture<T> future, java.util.function.Function<T, Map<String, ?>> form) {
    running.put(id, future);
    var unused =
        future.whenComplete(
            (value, error) -> {
              running.remove(id);
              if (error == null) {
                Map<String, Object> fields = new LinkedHashMap<>(form.apply(value));
                fields.put("type", "done");
                fields.put("id", id);
                tell(fields);
              } else if (!future.isCancelled()) {
                tell(failure(id, error));
              }
            });
  }

  private static Map<String, Object> failure(long id, @Nullable Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    EngineException.Kind kind =
        cause instanceof EngineException known ? known.kind() : EngineException.Kind.CRASHED;
    String text = cause == null ? "" : String.valueOf(cause.getMessage());
    return Map.of("type", "error", "id", id, "kind", kind.name(), "text", text);
  }

  private static List<ChatTemplate.Message> messages(Fields frame) throws FrameException {
    List<ChatTemplate.Message> messages = new ArrayList<>();
    for (Fields message : frame.list("messages")) {
      String role = message.text("role").toUpperCase(Locale.ROOT);
      messages.add(
          new ChatTemplate.Message(ChatTemplate.Role.valueOf(role), message.text("content")));
    }
    return messages;
  }

  private static List<Double> floats(float[] vector) {
    List<Double> values = new ArrayList<>(vector.length);
    for (float value : vector) {
      values.add((double) value);
    }
    return values;
  }

  private void tell(Map<String, ?> content) {
    try {
      send(content);
    } catch (IOException e) {
      // The parent is gone; the end of standard input says so as well.
      Runtime.getRuntime().halt(1);
    }
  }

  private void send(Map<String, ?> content) throws IOException {
    synchronized (out) {
      out.write(Frames.bytes(content));
      out.flush();
      unsent = false;
    }
  }

  /**
   * Tells with the next frame or the end of the round: a wake of the other side for each token of
   * each question would take the core from under the next round.
   */
  private void tellSoon(Map<String, ?> content) {
    try {
      synchronized (out) {
        out.write(Frames.bytes(content));
        unsent = true;
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  private void flush() {
    try {
      synchronized (out) {
        if (unsent) {
          out.flush();
          unsent = false;
        }
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  /** Tells progress and pieces as they come. */
  private final class Telling implements GenerationListener {
    private final long id;

    Telling(long id) {
      this.id = id;
    }

    @Override
    public void prefilled(int tokens, int of) {
      tellSoon(Map.of("type", "prefilled", "id", id, "tokens", tokens, "of", of));
    }

    @Override
    public void decoded(String piece) {
      tellSoon(Map.of("type", "decoded", "id", id, "piece", piece));
    }
  }
}
