package io.parley.config;

import java.util.List;

/** Settings that are refused; each problem is one line for the operator. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  SettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  SettingsException(String problem) {
    this(List.of(problem));
  }

  /** {@code FILE:LINE: what is wrong}, in the order of the file, at most 20. */
  public List<String> problems() {
    return problems;
  }
}
