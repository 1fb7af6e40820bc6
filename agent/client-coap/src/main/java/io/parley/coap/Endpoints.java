package io.parley.coap;

import io.parley.mqtt.TlsMaterial;
import io.parley.mqtt.TlsSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.config.CoapConfig.MatcherMode;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;
import org.eclipse.californium.scandium.dtls.x509.SingleCertificateProvider;
import org.eclipse.californium.scandium.dtls.x509.StaticNewAdvancedCertificateVerifier;

/** Californium's endpoints for one device: few threads, Connection ID supported. */
final class Endpoints {
  private static final int LARGEST_BODY = 65_536;

  private Endpoints() {}

  static CoapEndpoint open(CoapUrl url, TlsSettings tls) throws IOException {
    CoapEndpoint endpoint = url.secure() ? secure(url, tls) : plain();
    endpoint.start();
    return endpoint;
  }

  private static Configuration configuration() {
    Configuration config =
        new Configuration(
            CoapConfig.DEFINITIONS,
            UdpConfig.DEFINITIONS,
            SystemConfig.DEFINITIONS,
            DtlsConfig.DEFINITIONS);
    config.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, LARGEST_BODY);
    config.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
    config.set(CoapConfig.MAX_ACTIVE_PEERS, 16);
    config.set(CoapConfig.RESPONSE_MATCHING, MatcherMode.PRINCIPAL);
    config.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
    config.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    config.set(DtlsConfig.DTLS_ROLE, DtlsRole.CLIENT_ONLY);
    // Supports the entrance's Connection ID and needs none of its own (RFC 9146, 3).
    config.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 0);
    config.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
    config.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
    config.set(DtlsConfig.DTLS_MAX_CONNECTIONS, 4);
    config.set(DtlsConfig.DTLS_RETRANSMISSION_TIMEOUT, 2, TimeUnit.SECONDS);
    return config;
  }

  private static CoapEndpoint plain() {
    return CoapEndpoint.builder().setConfiguration(configuration()).setPort(0).build();
  }

  private static CoapEndpoint secure(CoapUrl url, TlsSettings tls) {
    Configuration config = configuration();
    // The builder takes a copy.
    config.set(DtlsConfig.DTLS_VERIFY_SERVER_CERTIFICATES_SUBJECT, tls.verifyHostname());
    DtlsConnectorConfig.Builder builder =
        DtlsConnectorConfig.builder(config).setAddress(new InetSocketAddress(0));
    String identity = url.identity();
    if (identity != null) {
      builder.setAdvancedPskStore(new AdvancedSinglePskStore(identity, url.keyBytes()));
    } else {
      certificates(builder, tls);
    }
    return CoapEndpoint.builder()
        .setConfiguration(config)
        .setConnector(new DTLSConnector(builder.build()))
        .build();
  }

  private static void certificates(DtlsConnectorConfig.Builder builder, TlsSettings tls) {
    TlsMaterial material = TlsMaterial.read(tls);
    builder.setAdvancedCertificateVerifier(
        StaticNewAdvancedCertificateVerifier.builder()
            .setTrustedCertificates(trusted(material))
            .build());
    var keys = material.keys();
    if (keys != null && keys.getKeyManagers()[0] instanceof X509KeyManager manager) {
      for (String kind : new String[] {"EC", "RSA"}) {
        String[] names = manager.getClientAliases(kind, null);
        if (names != null && names.length > 0) {
          builder.setCertificateIdentityProvider(
              new SingleCertificateProvider(
                  manager.getPrivateKey(names[0]),
                  manager.getCertificateChain(names[0]),
                  CertificateType.X_509));
          return;
        }
      }
    }
  }

  private static X509Certificate[] trusted(TlsMaterial material) {
    List<X509Certificate> all = new ArrayList<>();
    var trust = material.trust();
    if (trust != null) {
      for (TrustManager manager : trust.getTrustManagers()) {
        if (manager instanceof X509TrustManager x509) {
          all.addAll(Arrays.asList(x509.getAcceptedIssuers()));
        }
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "tls.trusted must name the authorities for coaps without a pre-shared key");
    }
    return all.toArray(X509Certificate[]::new);
  }
}
