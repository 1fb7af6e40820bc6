package io.parley.coapentrance;

import java.nio.charset.StandardCharsets;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.jspecify.annotations.Nullable;

/**
 * A response before it is sent.
 *
 * @param code the CoAP code
 * @param payload its body
 * @param format its Content-Format; {@link Formats#NONE}: none
 * @param maxAge Max-Age in seconds; negative: none
 * @param etag its ETag, 1 to 8 bytes; absent: none
 * @param location Location-Path, levels joined by slashes; absent: none
 */
record Reply(
    ResponseCode code,
    byte[] payload,
    int format,
    long maxAge,
    byte @Nullable [] etag,
    @Nullable String location) {
  private static final byte[] EMPTY = new byte[0];

  static Reply of(ResponseCode code) {
    return new Reply(code, EMPTY, Formats.NONE, -1, null, null);
  }

  static Reply of(ResponseCode code, int format, byte[] payload) {
    return new Reply(code, payload, format, -1, null, null);
  }

  static Reply refused(Refused why) {
    return new Reply(
        why.code(),
        why.diagnostic().getBytes(StandardCharsets.UTF_8),
        Formats.NONE,
        why.maxAge(),
        null,
        null);
  }

  Reply withMaxAge(long seconds) {
    return new Reply(code, payload, format, seconds, etag, location);
  }

  Reply withEtag(byte[] tag) {
    return new Reply(code, payload, format, maxAge, tag, location);
  }

  Reply withLocation(String path) {
    return new Reply(code, payload, format, maxAge, etag, path);
  }

  Response response() {
    Response response = new Response(code);
    if (payload.length > 0) {
      response.setPayload(payload);
    }
    if (format != Formats.NONE) {
      response.getOptions().setContentFormat(format);
    }
    if (maxAge >= 0) {
      response.getOptions().setMaxAge(maxAge);
    }
    byte[] tag = etag;
    if (tag != null) {
      response.getOptions().addETag(tag);
    }
    String path = location;
    if (path != null) {
      response.getOptions().setLocationPath(path);
    }
    return response;
  }
}
