package io.parley.catalogue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model on this machine's disk.
 *
 * @param name what it is called here
 * @param file its GGUF
 * @param bytes the size of the file
 * @param sha256 what the file hashed to when it was taken in; empty if somebody just put it there
 * @param origin the address or file it came from; empty as above
 * @param licence the name of its licence; empty if not known
 */
public record InstalledModel(
    String name, Path file, long bytes, Optional<String> sha256, String origin, String licence) {}
