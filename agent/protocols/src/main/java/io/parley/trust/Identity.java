package io.parley.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** The key of this node: Ed25519 (RFC 8032), kept in one file that only its owner can read. */
public final class Identity {
  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey secret;
  private final PublicKeyText key;

  private Identity(PrivateKey secret, PublicKeyText key) {
    this.secret = secret;
    this.key = key;
  }

  /** A key for this run only. */
  public static Identity fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return new Identity(pair.getPrivate(), PublicKeyText.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 on has Ed25519", e);
    }
  }

  /**
   * The key in this file; made at first.
   *
   * @throws UncheckedIOException if the file cannot be read or written
   * @throws IllegalStateException if it holds no key
   */
  public static Identity at(Path file) {
    try {
      if (!Files.exists(file)) {
        Identity made = fresh();
        made.write(file);
        return made;
      }
      List<String> lines = Files.readAllLines(file);
      KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
      PrivateKey secret =
          keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines.get(0))));
      PublicKey open =
          keys.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(lines.get(1))));
      return new Identity(secret, PublicKeyText.of(open));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IllegalStateException(
          "key file '%s' must hold an Ed25519 key of this program".formatted(file), e);
    }
  }

  /** The public key. */
  public PublicKeyText key() {
    return key;
  }

  /** Signs a statement. */
  public Signed sign(String statement) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(statement.getBytes(StandardCharsets.UTF_8));
      return new Signed(key, Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key can sign", e);
    }
  }

  /** At once or not at all: with half a key no node would start again. */
  private void write(Path file) throws IOException {
    Base64.Encoder base64 = Base64.getEncoder();
    String text =
        base64.encodeToString(secret.getEncoded())
            + "\n"
            + base64.encodeToString(key.encoded())
            + "\n";
    Path whole = file.toAbsolutePath();
    Path fresh = whole.resolveSibling(file.getFileName() + ".new");
    Files.createDirectories(whole.getParent());
    Files.deleteIfExists(fresh);
    try {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (UnsupportedOperationException e) {
      // A file system without POSIX permissions guards its files by other means.
      Files.createFile(fresh);
    }
    // DSYNC: a rename may reach the disk before the bytes do.
    Files.writeString(
        fresh, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
  }
}
