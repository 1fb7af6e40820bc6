package io.parley.coapentrance;

import java.net.InetSocketAddress;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.PskPublicInformation;
import org.eclipse.californium.scandium.dtls.PskSecretResult;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedPskStore;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

/** Pre-shared keys, as Scandium asks for them. */
final class PskStore implements AdvancedPskStore {
  private final PskKeys keys;

  PskStore(PskKeys keys) {
    this.keys = keys;
  }

  @Override
  public boolean hasEcdhePskSupported() {
    return true;
  }

  @Override
  public PskSecretResult requestPskSecretResult(
      ConnectionId cid,
      @Nullable ServerNames serverName,
      PskPublicInformation identity,
      String hmacAlgorithm,
      @Nullable SecretKey otherSecret,
      byte @Nullable [] seed,
      boolean useExtendedMasterSecret) {
    String name = identity.getPublicInfoAsString();
    // A public information that is no clean UTF-8 is nobody's identity.
    byte[] key = identity.isCompliantEncoding() ? keys.key(name) : null;
    if (key == null) {
      return new PskSecretResult(cid, identity, null);
    }
    SecretKey secret = new SecretKeySpec(key, "PSK");
    Arrays.fill(key, (byte) 0);
    return new PskSecretResult(cid, identity, secret);
  }

  @Override
  public @Nullable PskPublicInformation getIdentity(
      @Nullable InetSocketAddress peerAddress, @Nullable ServerNames virtualHost) {
    return null;
  }

  @Override
  public void setResultHandler(HandshakeResultHandler resultHandler) {}
}
