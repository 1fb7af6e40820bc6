package io.parley.coapentrance;

import io.parley.coapentrance.Relations.Registration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.DtlsEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.MapBasedEndpointContext;
import org.eclipse.californium.elements.config.CertificateAuthenticationMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.DTLSContext;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;
import org.jspecify.annotations.Nullable;

/**
 * The DTLS side: PSK and X.509, Connection ID (RFC 9146), and what of it outlives a restart. Saved
 * sessions are deleted as they are read: to go on twice from the same record number would use a
 * nonce twice.
 */
final class SecureSide {
  private static final int CID_BYTES = 6;

  private final DTLSConnector connector;
  private final Relay relay;
  private final Relations relations;
  private final CoapEndpoint endpoint;
  private final @Nullable StateFiles files;
  private final SecureRandom random = new SecureRandom();

  SecureSide(Front front, SecureSettings settings, Configuration shared, Stage stage) {
    Configuration config = new Configuration(shared);
    config.set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY);
    config.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CID_BYTES);
    config.set(DtlsConfig.DTLS_MAX_CONNECTIONS, front.limits().capacity().peers());
    config.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
    config.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 2);
    connector = new DTLSConnector(connectorConfig(front, settings, config));
    relay = new Relay(connector, stage, front.counters.dropped);
    endpoint = Stack.endpoint(relay, config);
    Gate gate = new Gate(front);
    endpoint.addInterceptor(gate);
    endpoint.addPostProcessInterceptor(gate);
    Path state = front.settings.state();
    files = state == null ? null : new StateFiles(state);
    relations = front.relations;
    relations.redeliverBy(this::again);
  }

  private static DtlsConnectorConfig connectorConfig(
      Front front, SecureSettings settings, Configuration config) {
    Certificates certificates = settings.certificates();
    boolean checksDevices = certificates != null && !certificates.trusted().isEmpty();
    config.set(
        DtlsConfig.DTLS_CLIENT_AUTHENTICATION_MODE,
        checksDevices ? CertificateAuthenticationMode.NEEDED : CertificateAuthenticationMode.NONE);
    Handshakes handshakes = new Handshakes(front, config);
    DtlsConnectorConfig.Builder builder =
        DtlsConnectorConfig.builder(config)
            .setAddress(settings.address())
            .setSerializationLabel("coap")
            .setAdvancedPskStore(new PskStore(settings.psk()))
            .setDatagramFilter(handshakes)
            .setSessionListener(handshakes);
    if (certificates != null) {
      builder.setCertificateIdentityProvider(
          new SingleCertificateProvider(
              certificates.key(),
              certificates.chain().toArray(new X509Certificate[0]),
              CertificateType.X_509));
    }
    if (certificates != null && checksDevices) {
      builder.setAdvancedCertificateVerifier(
          StaticNewAdvancedCertificateVerifier.builder()
              .setTrustedCertificates(certificates.trusted().toArray(new X509Certificate[0]))
              .build());
    }
    return builder.build();
  }

  CoapEndpoint endpoint() {
    return endpoint;
  }

  /** Takes up the sessions that were saved; call before the endpoint starts. */
  void load() throws IOException {
    if (files != null) {
      files.loadSessions(connector);
    }
  }

  /** Delivers the saved registrations again; call after the endpoint has started. */
  List<Registration> registrations() throws IOException {
    return files == null ? List.of() : files.loadRegistrations();
  }

  /** Saves; call after the endpoint has stopped. */
  void save(List<Registration> registrations) throws IOException {
    if (files != null) {
      files.save(connector, registrations);
    }
  }

  /**
   * Delivers a registration again: NON, so that nobody acknowledges what the device did not just
   * send, under a message id of its own, from where its session is now.
   */
  void again(Registration registration) {
    InetSocketAddress address = registration.address();
    DTLSContext context = connector.getDtlsContextByAddress(address);
    if (context == null
        || !Identities.name(context.getSession().getPeerIdentity())
            .equals(registration.identity())) {
      return;
    }
    byte[] message = registration.request().clone();
    int mid = random.nextInt(0x10000);
    message[0] = (byte) ((message[0] & 0xCF) | 0x10);
    message[2] = (byte) (mid >> 8);
    message[3] = (byte) mid;
    MapBasedEndpointContext.Attributes attributes = new MapBasedEndpointContext.Attributes();
    context.addReadEndpointContext(attributes);
    EndpointContext from =
        new DtlsEndpointContext(address, null, context.getSession().getPeerIdentity(), attributes);
    relations.redelivering(from, registration);
    relay.receive(message, from);
  }
}
