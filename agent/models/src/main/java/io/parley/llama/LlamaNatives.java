package io.parley.llama;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.parley.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one library that this process has loaded. A second one would mix their symbols. */
final class LlamaNatives {
  private static final int ERROR = 4;
  private static final int MOST_LINES = 8;
  private static final Object LOCK = new Object();
  private static @Nullable LlamaNatives loaded;

  private final LlamaLibrary library;
  private final VersionCalls version;
  private final Deque<String> errors = new ArrayDeque<>();
  // Native code keeps the callback, so it must not be collected.
  private final LlamaCalls.LogCallback log = this::heard;

  private LlamaNatives(LlamaLibrary library) {
    this.library = library;
    NativeLibrary llama = open(library);
    Native.register(LlamaCalls.class, llama);
    version = library.abi() == Abi.B4916 ? new CallsB4916(llama) : new CallsV050(llama);
    // Before anything else: loading the kernels is told on standard error otherwise.
    LlamaCalls.llama_log_set(log, Pointer.NULL);
    loadKernels(library);
    String odd = version.oddDefaults();
    if (!odd.isEmpty()) {
      throw unavailable("%s reads back %s: the layout does not fit".formatted(library.file(), odd));
    }
    LlamaCalls.llama_backend_init();
  }

  static LlamaNatives load(LlamaLibrary library) {
    synchronized (LOCK) {
      LlamaNatives known = loaded;
      if (known == null) {
        known = new LlamaNatives(library);
        loaded = known;
      }
      if (!known.library.sha256().equals(library.sha256())) {
        throw unavailable(
            "%s is loaded in this process already; %s needs another one"
                .formatted(known.library.file(), library.file()));
      }
      return known;
    }
  }

  VersionCalls version() {
    return version;
  }

  LlamaLibrary library() {
    return library;
  }

  /** Which kernels are live, as llama.cpp tells it. */
  String systemInfo() {
    return LlamaCalls.llama_print_system_info().getString(0).trim();
  }

  /** What llama.cpp complained of since this was last asked. */
  String takeErrors() {
    synchronized (errors) {
      String all = String.join("; ", errors);
      errors.clear();
      return all;
    }
  }

  static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return java.util.Arrays.copyOf(bytes, bytes.length + 1);
  }

  private void heard(int level, @Nullable String text, @Nullable Pointer data) {
    if (level == ERROR && text != null && !text.isBlank()) {
      synchronized (errors) {
        errors.addLast(text.strip());
        if (errors.size() > MOST_LINES) {
          errors.removeFirst();
        }
      }
    }
  }

  private static NativeLibrary open(LlamaLibrary library) {
    try {
      if (library.abi() == Abi.B4916) {
        return instance(library.file(), false);
      }
      Path folder = library.folder();
      instance(folder.resolve("libggml-base.so"), true);
      instance(only(folder, "libggml.v*.so"), true);
      return instance(library.file(), true);
    } catch (UnsatisfiedLinkError e) {
      String hint =
          String.valueOf(e.getMessage()).contains("libgomp")
              ? " (on Debian and its kin: apt install libgomp1)"
              : "";
      throw unavailable(
          "%s cannot be loaded: %s%s".formatted(library.file(), e.getMessage(), hint));
    }
  }

  /** The fast pack has a library for each generation of processors and takes the best. */
  private static void loadKernels(LlamaLibrary library) {
    if (library.abi() == Abi.V0_5_0) {
      instance(only(library.folder(), "libggml.v*.so"), true)
          .getFunction("ggml_backend_load_all_from_path")
          .invokeVoid(new Object[] {text(library.folder().toString())});
    }
  }

  private static Path only(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, glob)) {
      files.forEach(found::add);
    } catch (java.io.IOException e) {
      throw unavailable("%s cannot be listed: %s".formatted(folder, e));
    }
    if (found.size() != 1) {
      throw unavailable("%s must hold exactly one %s".formatted(folder, glob));
    }
    return found.get(0);
  }

  private static NativeLibrary instance(Path file, boolean global) {
    int lazy = 1;
    int flags = global ? lazy | 0x100 : lazy;
    return NativeLibrary.getInstance(
        file.toString(), Map.of(com.sun.jna.Library.OPTION_OPEN_FLAGS, flags));
  }

  private static EngineException unavailable(String why) {
    return new EngineException(EngineException.Kind.UNAVAILABLE, why);
  }
}
