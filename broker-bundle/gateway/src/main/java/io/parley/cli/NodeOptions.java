package io.parley.cli;

import io.parley.config.CoapDoor;
import io.parley.config.HttpDoor;
import io.parley.config.LinkSettings;
import io.parley.config.Settings;
import io.parley.config.SettingsBuilder;
import io.parley.config.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of a node; each wins over the settings file. */
final class NodeOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "settings file (YAML)")
  private @Nullable Path config;

  @Option(names = "--site", paramLabel = "S", description = "the site (default: plant1)")
  private @Nullable String site;

  @Option(
      names = "--agent",
      paramLabel = "A",
      description = "this node's name (default: its tier and host)")
  private @Nullable String agent;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "MQTT port (default: 1883, 0: any free)")
  private @Nullable Integer port;

  @Option(
      names = "--coap-port",
      paramLabel = "N",
      description = "CoAP port (default: 5683, 0: any free, -1: none)")
  private @Nullable Integer coapPort;

  @Option(
      names = "--http-port",
      paramLabel = "N",
      description = "HTTP port (default: 8420, 0: any free, -1: none)")
  private @Nullable Integer httpPort;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      description = "an MQTT 5 broker to use instead of the embedded one")
  private @Nullable String broker;

  @Option(
      names = "--upstream",
      paramLabel = "URL",
      description = "the node above: mqtt://host:port/site")
  private @Nullable String upstream;

  @Option(
      names = "--ingest",
      paramLabel = "FILTER",
      description = "telemetry to read; may be repeated")
  private List<String> ingest = List.of();

  @Option(
      names = "--documents",
      paramLabel = "DIR",
      description = "text and Markdown to answer from")
  private @Nullable Path documents;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where this node keeps what must last")
  private @Nullable Path data;

  @Option(
      names = "--model",
      paramLabel = "FILE|NAME",
      description = "a GGUF file, a name of the catalogue, builtin (default) or none")
  private @Nullable String model;

  Settings settings(boolean hub) {
    SettingsBuilder builder = config == null ? Settings.builder() : SettingsFile.read(config);
    given(site, builder::site);
    given(agent, builder::agent);
    given(port, builder::port);
    doors(builder);
    given(broker, url -> builder.broker(LinkSettings.to(url)));
    if (upstream != null) {
      if (hub) {
        throw new UsageException("--upstream '%s': a hub has no upstream".formatted(upstream));
      }
      builder.upstream(LinkSettings.to(upstream));
    }
    ingest.forEach(builder::addIngest);
    given(documents, builder::documents);
    given(data, builder::data);
    given(model, builder::model);
    return hub ? builder.withoutUpstream().build() : builder.build();
  }

  private static <T> void given(@Nullable T value, Consumer<T> setting) {
    if (value != null) {
      setting.accept(value);
    }
  }

  private void doors(SettingsBuilder builder) {
    if (coapPort != null && coapPort < 0) {
      builder.coap(CoapDoor.USUAL.withEnabled(false));
    } else if (coapPort != null) {
      builder.coapPort(coapPort);
    }
    if (httpPort != null && httpPort < 0) {
      builder.http(HttpDoor.USUAL.withEnabled(false));
    } else if (httpPort != null) {
      builder.httpPort(httpPort);
    }
  }
}
