package io.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class StderrLogTest {
  @Test
  void isFoundByLogbackAndLeavesStdoutAlone() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    var appender = context.getLogger("ROOT").getAppender("stderr");

    assertEquals("System.err", assertInstanceOf(ConsoleAppender.class, appender).getTarget());
    assertEquals(Level.OFF, context.getLogger("io.javalin.Javalin").getLevel());
    assertEquals(Level.WARN, context.getLogger("com.hivemq").getEffectiveLevel());
  }
}
