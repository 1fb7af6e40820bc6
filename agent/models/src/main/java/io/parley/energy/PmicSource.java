package io.parley.energy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The power chip of the Raspberry Pi 5 by {@code vcgencmd pmic_read_adc}: voltage and current of
 * its rails. What the supply gives is estimated from their sum by the fit that the pi-top
 * documentation publishes, 1.1451 x + 0.5879 W, and named an estimate.
 */
final class PmicSource implements PowerSource {
  private static final Pattern READING =
      Pattern.compile("(\\w+)_([AV]) (?:current|volt)\\(\\d+\\)=([0-9.]+)[AV]");
  private static final double SLOPE = 1.1451;
  private static final double OFFSET = 0.5879;
  private static final int LEAST_RAILS = 4;

  private final Callable<String> command;
  private final PowerIntegral integral = new PowerIntegral();

  private PmicSource(Callable<String> command) {
    this.command = command;
  }

  static Optional<PowerSource> find(Callable<String> command) {
    PmicSource source = new PmicSource(command);
    try {
      source.joules(0);
      return Optional.of(new PmicSource(command));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What the chip says on this machine. */
  static String ask() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("vcgencmd", "pmic_read_adc").redirectErrorStream(true).start();
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        throw new IOException("vcgencmd does not end");
      }
      byte[] words = process.getInputStream().readNBytes(8192);
      return new String(words, StandardCharsets.US_ASCII);
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public String method() {
    return "pmic, estimated";
  }

  @Override
  public double joules(long nowNanos) throws IOException {
    try {
      return integral.add(watts(command.call()), nowNanos);
    } catch (IOException | RuntimeException e) {
      throw new IOException("the power chip cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (Exception e) {
      throw new IOException("the power chip cannot be read", e);
    }
  }

  private static double watts(String words) throws IOException {
    Map<String, Double> amperes = new HashMap<>();
    Map<String, Double> volts = new HashMap<>();
    Matcher matcher = READING.matcher(words);
    while (matcher.find()) {
      (matcher.group(2).equals("A") ? amperes : volts)
          .put(matcher.group(1), Double.valueOf(matcher.group(3)));
    }
    double sum = 0;
    int rails = 0;
    for (Map.Entry<String, Double> rail : amperes.entrySet()) {
      Double volt = volts.get(rail.getKey());
      if (volt != null) {
        sum += rail.getValue() * volt;
        rails++;
      }
    }
    if (rails < LEAST_RAILS) {
      throw new IOException("%d rails are told, %d are needed".formatted(rails, LEAST_RAILS));
    }
    return SLOPE * sum + OFFSET;
  }
}
