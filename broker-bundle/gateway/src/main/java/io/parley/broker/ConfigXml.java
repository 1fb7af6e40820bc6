package io.parley.broker;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URL;
import java.time.Duration;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/**
 * The broker's config.xml. HiveMQ reads a broken one as its defaults, open on every address, so it
 * is written whole and checked against the broker's own schema before the broker sees it.
 */
final class ConfigXml {
  private static final String SCHEMA = "/config.xsd";
  private static final int LONGEST_CLIENT_ID = 64;
  private static final int LONGEST_TOPIC = 256;

  private ConfigXml() {}

  /** Where the name of the n-th listener comes from; the bound ports are found by it. */
  static String listenerName(int index) {
    return "parley-" + index;
  }

  static String of(BrokerSettings settings) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument();
      xml.writeStartElement("hivemq");
      listeners(xml, settings);
      mqtt(xml, settings.limits());
      restrictions(xml, settings.limits());
      xml.writeStartElement("anonymous-usage-statistics");
      leaf(xml, "enabled", "false");
      xml.writeEndElement();
      xml.writeStartElement("persistence");
      leaf(xml, "mode", settings.data() == null ? "in-memory" : "file");
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new BrokerException("config.xml cannot be written: " + e.getMessage(), e);
    }
    String written = text.toString();
    check(written);
    return written;
  }

  /** Throws unless the broker's own schema accepts it. */
  static void check(String xml) {
    URL schema = com.hivemq.embedded.EmbeddedHiveMQ.class.getResource(SCHEMA);
    if (schema == null) {
      throw new BrokerException("the broker's config.xsd is missing from its jar");
    }
    try {
      SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.newSchema(schema).newValidator().validate(new StreamSource(new StringReader(xml)));
    } catch (SAXException e) {
      throw new BrokerException("config.xml does not follow config.xsd: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BrokerException("config.xsd cannot be read: " + e.getMessage(), e);
    }
  }

  private static void listeners(XMLStreamWriter xml, BrokerSettings settings)
      throws XMLStreamException {
    xml.writeStartElement("listeners");
    for (int i = 0; i < settings.listeners().size(); i++) {
      BrokerListener listener = settings.listeners().get(i);
      BrokerListener.Tls tls = listener.tls();
      xml.writeStartElement(tls == null ? "tcp-listener" : "tls-tcp-listener");
      leaf(xml, "port", Integer.toString(listener.port()));
      leaf(xml, "bind-address", listener.bind());
      leaf(xml, "name", listenerName(i));
      if (tls != null) {
        tls(xml, tls);
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void tls(XMLStreamWriter xml, BrokerListener.Tls tls) throws XMLStreamException {
    xml.writeStartElement("tls");
    xml.writeStartElement("keystore");
    leaf(xml, "path", tls.keystore().toAbsolutePath().toString());
    leaf(xml, "password", tls.password());
    leaf(xml, "private-key-password", tls.password());
    xml.writeEndElement();
    if (tls.truststore() != null) {
      xml.writeStartElement("truststore");
      leaf(xml, "path", tls.truststore().toAbsolutePath().toString());
      leaf(xml, "password", tls.truststorePassword() == null ? "" : tls.truststorePassword());
      xml.writeEndElement();
    }
    xml.writeStartElement("protocols");
    leaf(xml, "protocol", "TLSv1.3");
    leaf(xml, "protocol", "TLSv1.2");
    xml.writeEndElement();
    leaf(xml, "client-authentication-mode", tls.clients().name());
    xml.writeEndElement();
  }

  private static void mqtt(XMLStreamWriter xml, BrokerLimits limits) throws XMLStreamException {
    xml.writeStartElement("mqtt");
    xml.writeStartElement("queued-messages");
    leaf(xml, "max-queue-size", Integer.toString(limits.queuedMessages()));
    leaf(xml, "strategy", "discard-oldest");
    xml.writeEndElement();
    nested(
        xml,
        "session-expiry",
        "max-interval",
        Long.toString(limits.client().sessionExpirySeconds()));
    // Paho sends a stored message again with an alias that the new connection does not know.
    nested(xml, "topic-alias", "enabled", "false");
    nested(xml, "packets", "max-packet-size", Integer.toString(limits.packetBytes()));
    nested(
        xml,
        "receive-maximum",
        "server-receive-maximum",
        Integer.toString(limits.receiveMaximum()));
    xml.writeEndElement();
  }

  private static void restrictions(XMLStreamWriter xml, BrokerLimits limits)
      throws XMLStreamException {
    xml.writeStartElement("restrictions");
    leaf(xml, "max-connections", Integer.toString(limits.connections()));
    leaf(xml, "max-client-id-length", Integer.toString(LONGEST_CLIENT_ID));
    leaf(xml, "max-topic-length", Integer.toString(LONGEST_TOPIC));
    leaf(
        xml,
        "no-connect-idle-timeout",
        Long.toString(Duration.ofSeconds(2L * limits.client().connectSeconds()).toMillis()));
    xml.writeEndElement();
  }

  private static void nested(XMLStreamWriter xml, String outer, String inner, String value)
      throws XMLStreamException {
    xml.writeStartElement(outer);
    leaf(xml, inner, value);
    xml.writeEndElement();
  }

  /** HiveMQ puts environment variables in for <code>${NAME}</code>: what we write stays itself. */
  private static void leaf(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    if (value.contains("${")) {
      throw new IllegalArgumentException(
          "%s must not contain '${', which the broker would replace".formatted(name));
    }
    xml.writeStartElement(name);
    xml.writeCharacters(value);
    xml.writeEndElement();
  }
}
