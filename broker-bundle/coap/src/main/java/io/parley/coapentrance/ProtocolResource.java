package io.parley.coapentrance;

import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/** {@code /protocol/{cid}}: a protocol document, exactly the bytes that its id is the hash of. */
final class ProtocolResource extends Desk {
  /** CIDv1, base32 lower case. */
  private static final Pattern CID = Pattern.compile("b[a-z2-7]{20,100}");

  /** The id is a hash, so the document never changes: a year. */
  private static final long FOREVER = 31_536_000;

  ProtocolResource(Front front) {
    super("protocol", front);
  }

  @Override
  void serve(Visit visit) throws Refused {
    if (visit.request().getCode() != Code.GET) {
      throw methodNotAllowed("GET");
    }
    List<String> path = visit.options().getUriPath();
    if (path.size() != 2 || !CID.matcher(path.get(1)).matches()) {
      throw Refused.with(ResponseCode.NOT_FOUND, "path must be /protocol/{cid}");
    }
    String cid = path.get(1);
    String topic = "%s/%s/protocol/%s".formatted(front.settings.root(), front.settings.site(), cid);
    front.allow(visit, front.ports.admission().maySubscribe(visit.peer(), topic), "read");
    byte[] document = front.ports.protocols().document(cid);
    if (document == null) {
      throw Refused.with(ResponseCode.NOT_FOUND, "no such protocol");
    }
    byte[] etag =
        cid.substring(cid.length() - 8).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    visit.reply(
        (visit.options().containsETag(etag)
                ? Reply.of(ResponseCode.VALID)
                : Reply.of(ResponseCode.CONTENT, Formats.OCTETS, document))
            .withEtag(etag)
            .withMaxAge(FOREVER));
  }
}
