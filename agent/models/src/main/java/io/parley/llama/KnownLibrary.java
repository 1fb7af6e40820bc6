package io.parley.llama;

import java.util.Arrays;
import java.util.Optional;

/**
 * Library files by SHA-256. A wrong layout has overwritten memory by the time a call could show it,
 * so the file itself says which layout it has.
 */
enum KnownLibrary {
  BUNDLED_X64(
      Abi.B4916,
      Platform.LINUX_X64,
      "libjllama.so",
      "93276c536d00f037c37ed6ec1e55be9c828940f4a0af59af10a8f638a31bbc3c"),
  BUNDLED_ARM64(
      Abi.B4916,
      Platform.LINUX_ARM64,
      "libjllama.so",
      "d852c1625b2dac90a974613a2f019ecabf0c5d7bc054dcc14a05246d5aa2a1a7"),
  FAST_X64(
      Abi.V0_5_0,
      Platform.LINUX_X64,
      "libllama.v0.5.0.so",
      "2ecd1d85f68456573a664106a9039366b88231579fd65d9669c9a6ab41374fd4"),
  FAST_ARM64(
      Abi.V0_5_0,
      Platform.LINUX_ARM64,
      "libllama.v0.5.0.so",
      "ba559136061c8ca89df13d86937fa4214100583fb4d734ab2a6ebe2a149be993");

  private final Abi abi;
  private final Platform platform;
  private final String file;
  private final String sha256;

  KnownLibrary(Abi abi, Platform platform, String file, String sha256) {
    this.abi = abi;
    this.platform = platform;
    this.file = file;
    this.sha256 = sha256;
  }

  Abi abi() {
    return abi;
  }

  Platform platform() {
    return platform;
  }

  String file() {
    return file;
  }

  String sha256() {
    return sha256;
  }

  static KnownLibrary of(Abi abi, Platform platform) {
    return Arrays.stream(values())
        .filter(known -> known.abi == abi && known.platform == platform)
        .findFirst()
        .orElseThrow();
  }

  static Optional<KnownLibrary> bySha256(String sha256) {
    return Arrays.stream(values()).filter(known -> known.sha256.equals(sha256)).findFirst();
  }
}
