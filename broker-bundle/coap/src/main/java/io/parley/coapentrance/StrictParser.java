package io.parley.coapentrance;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAPMessageFormatException;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.option.OptionRegistry;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.elements.util.DatagramReader;

/**
 * Californium's parser lets an exception of its own out where a payload is larger than its Block
 * option says, so that the sender hears nothing; here that is 4.00 like any other lie.
 */
final class StrictParser extends UdpDataParser {
  StrictParser(OptionRegistry options) {
    super(true, options);
  }

  @Override
  public void parseOptionsAndPayload(DatagramReader reader, Message message) {
    try {
      super.parseOptionsAndPayload(reader, message);
    } catch (IllegalStateException e) {
      throw new CoAPMessageFormatException(
          "payload must not exceed its block size",
          message.getToken(),
          message.getMID(),
          message.getRawCode(),
          message.isConfirmable(),
          ResponseCode.BAD_REQUEST);
    }
  }
}
