package io.parley.coap;

import io.parley.codec.Codec;
import io.parley.codec.CodecException;
import io.parley.message.Answer;
import io.parley.message.AnswerDraft;
import io.parley.message.By;
import io.parley.message.Codes;
import io.parley.message.Status;
import io.parley.message.Tier;
import java.util.concurrent.CompletableFuture;
import org.eclipse.californium.core.coap.Response;
import org.jspecify.annotations.Nullable;

/** CoAP responses as answers: the one in the payload, else what the code says. */
final class Responses {
  private static final Codec CODEC = new Codec();

  /** The entrance does not say its name where it refuses. */
  private static final By ENTRANCE = new By("coap", Tier.GATEWAY, null, null, null);

  private Responses() {}

  /** Ends the answer with what the response holds. */
  static void complete(CompletableFuture<Answer> answer, @Nullable String id, Response response) {
    String type = type(response);
    if (type == null) {
      answer.complete(ofCode(id, response));
      return;
    }
    try {
      answer.complete(CODEC.answer(response.getPayload(), type));
    } catch (CodecException e) {
      answer.completeExceptionally(e);
    }
  }

  /** The content type, where it can hold an answer; else null. */
  static @Nullable String type(Response response) {
    if (!response.getOptions().hasContentFormat()) {
      return null;
    }
    return switch (response.getOptions().getContentFormat()) {
      case ContentFormats.JSON -> "application/json";
      case ContentFormats.MSGPACK -> "application/msgpack";
      default -> null;
    };
  }

  private static Answer ofCode(@Nullable String id, Response response) {
    AnswerDraft draft = Answer.by(ENTRANCE).id(id);
    String said = response.getPayloadString();
    String why = said.isEmpty() ? response.getCode().text : said;
    return switch (response.getCode()) {
      case BAD_REQUEST, BAD_OPTION -> draft.ended(Status.REFUSED, Codes.MALFORMED, why).build();
      case UNAUTHORIZED, FORBIDDEN -> draft.ended(Status.REFUSED, Codes.UNAUTHORISED, why).build();
      case REQUEST_ENTITY_TOO_LARGE -> draft.ended(Status.REFUSED, Codes.OVERSIZE, why).build();
      case UNSUPPORTED_CONTENT_FORMAT, NOT_ACCEPTABLE ->
          draft.ended(Status.REFUSED, Codes.UNSUPPORTED_CONTENT_TYPE, why).build();
      case TOO_MANY_REQUESTS -> draft.ended(Status.REFUSED, Codes.RATE, why).build();
      case SERVICE_UNAVAILABLE -> draft.ended(Status.REFUSED, Codes.BUSY, why).build();
      case GATEWAY_TIMEOUT -> draft.ended(Status.EXPIRED, Codes.EXPIRED, why).build();
      default -> draft.ended(Status.FAILED, Codes.INTERNAL, why).build();
    };
  }
}
