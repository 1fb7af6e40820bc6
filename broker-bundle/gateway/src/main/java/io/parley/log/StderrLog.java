package io.parley.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;

/**
 * Everything to stderr: stdout belongs to answers and to frames of the model worker. Ours say what
 * happens to the node, at the level of {@code PARLEY_LOG} ({@code INFO}); the broker's and the
 * libraries' own say what goes wrong. Found by logback itself; a file that {@code
 * -Dlogback.configurationFile} names wins. In code, since reading the same from XML takes a small
 * board 400 classes.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class StderrLog extends ContextAwareBase implements Configurator {
  private static final String FORM =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %msg%n%ex{short}";
  private static final Map<String, Level> QUIETER =
      Map.of(
          "com.hivemq.configuration.reader", Level.ERROR,
          "com.google.common.util.concurrent.Futures.CombinedFuture", Level.OFF,
          "jetbrains.exodus", Level.ERROR,
          "org.eclipse.californium", Level.ERROR,
          "oshi", Level.ERROR,
          "io.javalin.Javalin", Level.OFF);

  /** Called by logback's service loader. */
  public StderrLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(FORM);
    encoder.start();
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(context);
    stderr.setName("stderr");
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    stderr.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(stderr);
    context.getLogger("io.parley").setLevel(Level.toLevel(System.getenv("PARLEY_LOG"), Level.INFO));
    QUIETER.forEach((name, level) -> context.getLogger(name).setLevel(level));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
