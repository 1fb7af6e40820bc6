package io.parley.worker;

import io.parley.llama.EngineSettings;
import io.parley.llama.LlamaLibrary;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a worker is told what to load: its first frame. */
final class OpenForm {
  private OpenForm() {}

  static Map<String, Object> write(EngineSettings settings, String snapshot) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "open");
    fields.put("name", settings.name());
    fields.put("model", settings.model().toAbsolutePath().toString());
    fields.put("library", settings.library().file().toString());
    fields.put("threads", settings.threads());
    fields.put("contextTokens", settings.contextTokens());
    fields.put("slots", settings.slots());
    fields.put("kvTokens", settings.kvTokens());
    fields.put("warm", settings.warm());
    Map<String, String> adapters = new LinkedHashMap<>();
    settings.adapters().forEach((name, file) -> adapters.put(name, file.toString()));
    fields.put("adapters", adapters);
    fields.put("snapshot", snapshot);
    return fields;
  }

  static EngineSettings read(Fields fields) throws FrameException {
    Map<String, Path> adapters = new LinkedHashMap<>();
    fields.textMap("adapters").forEach((name, file) -> adapters.put(name, Path.of(file)));
    return new EngineSettings(
        fields.text("name"),
        Path.of(fields.text("model")),
        LlamaLibrary.at(Path.of(fields.text("library"))),
        fields.whole("threads"),
        fields.whole("contextTokens"),
        fields.whole("slots"),
        fields.whole("kvTokens"),
        fields.texts("warm"),
        adapters);
  }
}
