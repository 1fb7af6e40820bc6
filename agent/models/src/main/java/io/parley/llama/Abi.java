package io.parley.llama;

import java.util.Locale;

/** The layouts of the C API that are known here; each was run against its library. */
public enum Abi {
  /** llama.cpp b4916 of March 2025, inside de.kherud:llama 4.2.0. */
  B4916,
  /** llama.cpp v0.5.0 of September 2026, inside @node-llama-cpp 3.22.1. */
  V0_5_0;

  /** The version as llama.cpp writes it. */
  public String version() {
    return this == B4916 ? "b4916" : name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
