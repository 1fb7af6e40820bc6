package io.parley.cli;

import io.parley.catalogue.CatalogueException;
import io.parley.catalogue.InstalledModel;
import io.parley.catalogue.ModelPull;
import io.parley.catalogue.ModelStore;
import io.parley.catalogue.Offer;
import io.parley.catalogue.PullSettings;
import io.parley.device.Catalogue;
import io.parley.device.CatalogueModel;
import io.parley.device.Device;
import io.parley.device.DeviceDetection;
import io.parley.node.ModelFolder;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley model}: what there is, what fits, and getting it. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "Models: list, pull, add, remove, calibrate.",
    subcommands = CalibrateCommand.class,
    synopsisSubcommandLabel = "COMMAND")
final class ModelCommand implements Runnable {
  private static final double MIB = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the catalogue and what is installed.")
  int list() throws CatalogueException {
    PrintWriter out = out();
    Device device = DeviceDetection.ofThisMachine().detect();
    out.println("this device: " + String.join(", ", DeviceDetection.described(device)));
    out.printf("%-24s %9s %-14s %-10s %s%n", "name", "MiB", "licence", "fits here", "installed");
    out.printf("%-24s %9s %-14s %-10s %s%n", "parley-nano", "1", "Apache-2.0", "yes", "built in");
    ModelStore store = store();
    for (Offer offer : store.offers(Catalogue.bundled(), device)) {
      CatalogueModel model = offer.model();
      out.printf(
          "%-24s %9.0f %-14s %-10s %s%n",
          model.name(),
          model.bytes() / MIB,
          model.licence(),
          offer.fits() ? "yes" : "no",
          offer.installed() ? "yes" : model.sha256().isPresent() ? "" : "(hash not known)");
    }
    for (InstalledModel model : store.list()) {
      if (Catalogue.bundled().find(model.name()).isEmpty()) {
        out.printf(
            "%-24s %9.0f %-14s %-10s %s%n",
            model.name(), model.bytes() / MIB, model.licence(), "", model.file());
      }
    }
    out.flush();
    return ExitCode.ANSWERED;
  }

  @Command(
      name = "pull",
      mixinStandardHelpOptions = true,
      description = "Downloads a model of the catalogue; goes on where it stopped.")
  int pull(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--sha256", paramLabel = "HEX", description = "the hash you trust")
          @Nullable String sha256,
      @Option(names = "--mirror", paramLabel = "URL", description = "where to get it instead")
          @Nullable URI mirror)
      throws CatalogueException {
    CatalogueModel model =
        Catalogue.bundled()
            .find(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "model '%s' is not in the catalogue; `parley model list` shows it"
                            .formatted(name)));
    PullSettings settings = mirror == null ? PullSettings.USUAL : PullSettings.USUAL.from(mirror);
    Progress progress = Progress.on(spec.commandLine().getErr());
    InstalledModel got =
        new ModelPull(store(), settings)
            .pull(
                model,
                Optional.ofNullable(sha256),
                (bytes, total) ->
                    progress.show(
                        String.format(
                            Locale.ROOT, "%s: %.1f of %.1f MiB", name, bytes / MIB, total / MIB)));
    progress.end();
    out().println("%s is at %s; use it with --model %s".formatted(name, got.file(), name));
    out().flush();
    return ExitCode.ANSWERED;
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Takes in a GGUF file of your own.")
  int add(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "FILE") Path file)
      throws CatalogueException {
    InstalledModel model = store().add(name, file);
    out().println("%s is at %s; use it with --model %s".formatted(name, model.file(), name));
    out().flush();
    return ExitCode.ANSWERED;
  }

  @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a model.")
  int remove(@Parameters(paramLabel = "NAME") String name) throws CatalogueException {
    store().remove(name);
    return ExitCode.ANSWERED;
  }

  private static ModelStore store() {
    return new ModelStore(ModelFolder.usual());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
