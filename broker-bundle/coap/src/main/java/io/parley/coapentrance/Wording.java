package io.parley.coapentrance;

import io.parley.cbor.CborTrees;
import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.codec.Format;
import io.parley.codec.Limits;
import io.parley.codec.Trees;
import io.parley.message.Answer;
import io.parley.message.Codes;
import io.parley.message.Question;
import io.parley.message.Reason;
import io.parley.message.Status;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.jspecify.annotations.Nullable;

/** Questions as devices word them, and answers short enough for devices to read. */
final class Wording {
  private static final Codec CODEC = new Codec();

  private Wording() {}

  /**
   * A question and the Content-Format that its answer goes out in.
   *
   * @param question what was asked
   * @param format the answer's Content-Format
   */
  record Read(Question question, int format) {}

  /**
   * Reads a question.
   *
   * @param format its Content-Format; {@link Formats#NONE}: JSON if it is an object, else text
   * @throws Refused 4.15, 4.13 or 4.00 naming the field, the value and the rule
   */
  static Read question(byte[] payload, int format) throws Refused {
    try {
      return switch (format) {
        case Formats.NONE -> {
          var asking = CODEC.question(payload, null);
          yield new Read(
              asking.question(), asking.format() == Format.TEXT ? Formats.TEXT : Formats.JSON);
        }
        case Formats.TEXT, Formats.JSON, Formats.MSGPACK ->
            new Read(CODEC.question(payload, Formats.type(format)).question(), format);
        case Formats.CBOR -> {
          byte[] json = Trees.toJson(CborTrees.read(payload));
          yield new Read(CODEC.question(json, "application/json").question(), format);
        }
        default ->
            throw Refused.with(
                ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
                "content-format %d must be one of %s".formatted(format, Formats.QUESTIONS));
      };
    } catch (CodecException e) {
      if (e.code().equals(Codes.OVERSIZE)) {
        throw Refused.with(ResponseCode.REQUEST_ENTITY_TOO_LARGE, e.text());
      }
      throw Refused.badRequest(e.text());
    } catch (IllegalArgumentException e) {
      throw Refused.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /** Whether an answer can be said in this format. */
  static boolean speaks(int format) {
    return format == Formats.TEXT
        || format == Formats.JSON
        || format == Formats.CBOR
        || format == Formats.MSGPACK;
  }

  /** The answer for a device: {@code status}, {@code text}, {@code data}; or all of it. */
  static byte[] answer(Answer answer, int format, boolean full) {
    if (format == Formats.TEXT) {
      return text(answer).getBytes(StandardCharsets.UTF_8);
    }
    return full ? whole(answer, format) : tree(shortened(answer), format);
  }

  private static byte[] whole(Answer answer, int format) {
    if (format != Formats.CBOR) {
      return Codec.encode(answer, format == Formats.MSGPACK ? Format.MSGPACK : Format.JSON);
    }
    try {
      return CborTrees.write(
          new Trees(new Limits(1 << 24, 64)).fromJson(Codec.encode(answer, Format.JSON)));
    } catch (CodecException e) {
      throw new IllegalStateException("an answer that was written must be readable", e);
    }
  }

  /** What is known of an answer that is still to come; no {@code status}, so it is not the end. */
  static byte[] pending(@Nullable String id, String soFar, int format) {
    if (format == Formats.TEXT) {
      return (soFar.isEmpty() ? "pending" : "pending: " + soFar).getBytes(StandardCharsets.UTF_8);
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (id != null) {
      map.put("id", id);
    }
    map.put("progress", "pending");
    if (!soFar.isEmpty()) {
      map.put("text", soFar);
    }
    return tree(map, format);
  }

  private static byte[] tree(Map<String, @Nullable Object> tree, int format) {
    return switch (format) {
      case Formats.CBOR -> CborTrees.write(tree);
      case Formats.MSGPACK -> Trees.toMsgPack(tree);
      default -> Trees.toJson(tree);
    };
  }

  private static Map<String, @Nullable Object> shortened(Answer answer) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (answer.id() != null) {
      map.put("id", answer.id());
    }
    map.put("status", answer.status().word());
    if (answer.text() != null) {
      map.put("text", answer.text());
    }
    if (answer.data() != null) {
      map.put("data", answer.data());
    }
    Reason reason = answer.reason();
    if (reason != null) {
      map.put("reason", Map.of("code", reason.code(), "text", reason.text()));
    }
    if (answer.nak() != null) {
      map.put("nak", answer.nak().word());
    }
    if (answer.provisional()) {
      map.put("provisional", true);
    }
    return map;
  }

  /** The bare text of an answer; if it does not answer, it begins with its status word. */
  private static String text(Answer answer) {
    String said = answer.text();
    if (said == null && answer.data() != null) {
      said = new String(Trees.toJson(answer.data()), StandardCharsets.UTF_8);
    }
    if (answer.status() == Status.ANSWERED) {
      return said == null ? "" : said;
    }
    Reason reason = answer.reason();
    String rest = said == null && reason != null ? reason.text() : said;
    return answer.status().word() + (rest == null || rest.isEmpty() ? "" : ": " + rest);
  }

  /** The response that carries an answer. */
  static Reply reply(Answer answer, int format, boolean full, ResponseCode success) {
    ResponseCode code = code(answer, success);
    Reply reply = Reply.of(code, format, answer(answer, format, full));
    return switch (code) {
      case SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS -> reply.withMaxAge(5);
      default -> reply;
    };
  }

  private static ResponseCode code(Answer answer, ResponseCode success) {
    Reason reason = answer.reason();
    String why = reason == null ? "" : reason.code();
    return switch (answer.status()) {
      case ANSWERED, UNSURE -> success;
      case EXPIRED -> ResponseCode.GATEWAY_TIMEOUT;
      case FAILED -> ResponseCode.INTERNAL_SERVER_ERROR;
      case REFUSED ->
          switch (why) {
            case Codes.BUSY, Codes.DRAINING -> ResponseCode.SERVICE_UNAVAILABLE;
            case Codes.RATE -> ResponseCode.TOO_MANY_REQUESTS;
            case Codes.UNAUTHORISED, Codes.LOOP, Codes.HOPS -> ResponseCode.FORBIDDEN;
            case Codes.UNKNOWN_PROTOCOL -> ResponseCode.NOT_FOUND;
            case Codes.OVERSIZE -> ResponseCode.REQUEST_ENTITY_TOO_LARGE;
            default -> ResponseCode.BAD_REQUEST;
          };
    };
  }
}
