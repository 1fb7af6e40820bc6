package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.cbor.CborTrees;
import io.parley.gateway.Answering.Interim;
import io.parley.gateway.Asked;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Codes;
import io.parley.message.Frame;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AskTest {
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aQuickAnswerIsPiggybacked() throws Exception {
    Response response = rig.ask("/ask/boiler/3", "is it too hot?", Formats.TEXT);
    assertEquals(ResponseCode.CHANGED, response.getCode());
    assertEquals(CoAP.Type.ACK, response.getType());
    assertEquals("81.5 °C, as boiler 3 says", response.getPayloadString());
    Asked asked = rig.answering.asked.get(0);
    assertEquals("boiler/3", asked.subject());
    assertEquals("local", asked.principal());
    assertEquals("is it too hot?", asked.question().text());
  }

  @Test
  void aSlowAnswerIsASeparateResponse() throws Exception {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    rig.answering.answers = asked -> later;
    Request post = Request.newPost();
    post.setPayload("hot?");
    post.setURI(rig.uri("/ask"));
    post.send(rig.client);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!post.isAcknowledged() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertTrue(post.isAcknowledged());
    assertNull(post.getResponse());
    later.complete(FakeAnswering.answered(rig.answering.asked.get(0), "yes"));
    Response response = post.waitForResponse(5_000);
    assertNotNull(response);
    assertEquals(CoAP.Type.CON, response.getType());
    assertEquals("yes", response.getPayloadString());
  }

  @Test
  void anAnswerComesInTheFormatOfItsQuestionAndShort() throws Exception {
    String json = "{\"id\":\"q1\",\"text\":\"hot?\"}";
    Response response = rig.ask("/ask/any", json, Formats.JSON);
    assertEquals(Formats.JSON, response.getOptions().getContentFormat());
    assertEquals(
        "{\"id\":\"q1\",\"status\":\"answered\",\"text\":\"81.5 °C, as boiler 3 says\"}",
        response.getPayloadString());
    Request cbor = Request.newPost();
    cbor.setPayload(CborTrees.write(Map.of("text", "hot?")));
    cbor.getOptions().setContentFormat(Formats.CBOR);
    Response back = rig.send(cbor, "/ask");
    assertEquals(Formats.CBOR, back.getOptions().getContentFormat());
    assertEquals("answered", ((Map<?, ?>) CborTrees.read(back.getPayload())).get("status"));
    Response full = rig.ask("/ask?full", json, Formats.JSON);
    assertTrue(full.getPayloadString().contains("\"by\""), full.getPayloadString());
  }

  /** Which protocol it was is for those who ask for it. */
  @Test
  void theProtocolOfAnAnswerIsToldInFull() throws Exception {
    By routine =
        new By(
            "gw1",
            Tier.GATEWAY,
            null,
            null,
            "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy");
    rig.answering.answers =
        asked ->
            CompletableFuture.completedFuture(
                Answer.by(routine).id("q").answered(Route.ROUTINE, "81.5").build());
    assertEquals(
        "{\"id\":\"q\",\"status\":\"answered\",\"text\":\"81.5\"}",
        rig.ask("/ask", "{\"text\":\"hot?\"}", Formats.JSON).getPayloadString());
    String full = rig.ask("/ask?full", "{\"text\":\"hot?\"}", Formats.JSON).getPayloadString();
    assertTrue(full.contains("\"protocol\":\"" + routine.protocol() + "\""), full);
    Response left = rig.ask("/ask?later", "{\"text\":\"hot?\"}", Formats.JSON);
    String kept = "/" + left.getOptions().getLocationPathString();
    assertFalse(rig.get(kept).getPayloadString().contains("protocol"));
    assertEquals(full, rig.get(kept + "?full").getPayloadString());
  }

  @Test
  void whatIsNotAnsweredBeginsWithItsStatusAndHasACodeOfItsOwn() throws Exception {
    ends(Status.UNSURE, Codes.LOW_CONFIDENCE, ResponseCode.CHANGED, "unsure: not sure enough");
    ends(Status.REFUSED, Codes.RATE, ResponseCode.TOO_MANY_REQUESTS, "refused: not sure enough");
    ends(Status.REFUSED, Codes.BUSY, ResponseCode.SERVICE_UNAVAILABLE, "refused: not sure enough");
    ends(Status.EXPIRED, Codes.EXPIRED, ResponseCode.GATEWAY_TIMEOUT, "expired: not sure enough");
    ends(
        Status.FAILED,
        Codes.INTERNAL,
        ResponseCode.INTERNAL_SERVER_ERROR,
        "failed: not sure enough");
  }

  private void ends(Status status, String code, ResponseCode expected, String text)
      throws Exception {
    rig.answering.answers =
        asked ->
            CompletableFuture.completedFuture(
                Answer.by(FakeAnswering.BY).ended(status, code, "not sure enough").build());
    Response response = rig.ask("/ask", "hot?", Formats.TEXT);
    assertEquals(expected, response.getCode());
    assertEquals(text, response.getPayloadString());
    if (expected == ResponseCode.SERVICE_UNAVAILABLE
        || expected == ResponseCode.TOO_MANY_REQUESTS) {
      assertEquals(5, response.getOptions().getMaxAge());
    }
  }

  @Test
  void aLongAnswerComesBlockByBlockAndIsAskedOnce() throws Exception {
    String words = "the boiler is warm, ".repeat(200);
    rig.answering.answers =
        asked -> CompletableFuture.completedFuture(FakeAnswering.answered(asked, words));
    assertEquals(words, rig.ask("/ask/boiler", "hot?", Formats.TEXT).getPayloadString());
    assertEquals(1, rig.answering.asked.size());
    Response left = rig.ask("/ask/boiler?later", "hot?", Formats.TEXT);
    String kept = "/" + left.getOptions().getLocationPathString();
    assertEquals(words, rig.get(kept).getPayloadString());
    try (RawPeer peer = new RawPeer(rig.entrance.plain().orElseThrow())) {
      Request post = Request.newPost();
      post.getOptions().setUriPath("ask/boiler");
      post.setPayload("hot?");
      Response first = peer.ask(post);
      assertEquals(ResponseCode.CHANGED, first.getCode());
      assertTrue(first.getOptions().getBlock2().isM());
      assertEquals(words.substring(0, 1_024), first.getPayloadString());
    }
  }

  /** No device waits longer than 90 s for a separate response. */
  @Test
  void whatMayTakeLongIsLeftWithoutBeingAskedTo() throws Exception {
    String patient = "{\"text\":\"hot?\",\"needs\":{\"ms\":%d}}";
    Response left = rig.ask("/ask", patient.formatted(90_001), Formats.JSON);
    assertEquals(ResponseCode.CREATED, left.getCode());
    Response answer = rig.get("/" + left.getOptions().getLocationPathString());
    assertTrue(answer.getPayloadString().contains("81.5"), answer.getPayloadString());
    assertEquals(
        ResponseCode.CHANGED, rig.ask("/ask", patient.formatted(90_000), Formats.JSON).getCode());
  }

  @Test
  void aBadQuestionIsToldWhy() throws Exception {
    Response broken = rig.ask("/ask", "{\"text\":", Formats.JSON);
    assertEquals(ResponseCode.BAD_REQUEST, broken.getCode());
    Response senml = rig.ask("/ask", "[]", Formats.SENML_JSON);
    assertEquals(ResponseCode.UNSUPPORTED_CONTENT_FORMAT, senml.getCode());
    assertTrue(senml.getPayloadString().contains("0 50 60 65000"), senml.getPayloadString());
    assertEquals(ResponseCode.BAD_REQUEST, rig.ask("/ask/a/b/c/d", "hot?", Formats.TEXT).getCode());
    assertEquals(ResponseCode.METHOD_NOT_ALLOWED, rig.get("/ask/boiler").getCode());
    assertTrue(rig.answering.asked.isEmpty());
  }

  @Test
  void aQuestionLeftIsAnsweredInTheMailbox() throws Exception {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    rig.answering.answers = asked -> later;
    Response left = rig.ask("/ask/boiler/3?later", "hot?", Formats.TEXT);
    assertEquals(ResponseCode.CREATED, left.getCode());
    String location = "/" + left.getOptions().getLocationPathString();
    assertEquals("pending", rig.get(location).getPayloadString());
    assertTrue(rig.get("/mailbox").getPayloadString().contains("status=\"pending\""));
    later.complete(FakeAnswering.answered(rig.answering.asked.get(0), "yes"));
    assertEquals("yes", rig.get(location).getPayloadString());
    assertTrue(rig.get("/mailbox").getPayloadString().contains("status=\"answered\""));
    assertEquals(ResponseCode.DELETED, rig.send(Request.newDelete(), location).getCode());
    assertEquals(ResponseCode.NOT_FOUND, rig.get(location).getCode());
  }

  @Test
  void aStreamIsObservedUntilItsStatus() throws Exception {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    rig.answering.answers = asked -> later;
    Response left =
        rig.ask("/ask", "{\"id\":\"q\",\"text\":\"hot?\",\"stream\":true}", Formats.JSON);
    assertEquals(ResponseCode.CREATED, left.getCode());
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    rig.coap("/" + left.getOptions().getLocationPathString())
        .observe(
            new CoapHandler() {
              @Override
              public void onLoad(CoapResponse response) {
                heard.add(response.getResponseText());
              }

              @Override
              public void onError() {}
            });
    assertEquals("{\"id\":\"q\",\"progress\":\"pending\"}", heard.poll(10, TimeUnit.SECONDS));
    rig.answering.interims.get(0).accept(new Interim.Streamed(new Frame("q", 0, "it is ", null)));
    assertEquals(
        "{\"id\":\"q\",\"progress\":\"pending\",\"text\":\"it is \"}",
        heard.poll(10, TimeUnit.SECONDS));
    later.complete(FakeAnswering.answered(rig.answering.asked.get(0), "it is hot"));
    assertEquals(
        "{\"id\":\"q\",\"status\":\"answered\",\"text\":\"it is hot\"}",
        heard.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void protocolsAndDiscoveryAreServed() throws Exception {
    String cid = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";
    Response document = rig.get("/protocol/" + cid);
    assertEquals("document", document.getPayloadString());
    assertEquals(ResponseCode.NOT_FOUND, rig.get("/protocol/baaaaaaaaaaaaaaaaaaaaaaaa").getCode());
    rig.put("/ps/plant/temp", "1");
    String all = rig.get("/.well-known/core").getPayloadString();
    assertTrue(all.contains("</ask>;rt=\"parley.ask\""), all);
    assertTrue(all.contains("</ps/plant/temp>;rt=\"core.ps.data\";obs"), all);
    String topics = rig.get("/.well-known/core?rt=core.ps.data").getPayloadString();
    assertTrue(topics.contains("plant/temp") && !topics.contains("/ask"), topics);
    assertEquals("</ps/plant/temp>;rt=\"core.ps.data\";obs", rig.get("/pubsub").getPayloadString());
    assertEquals(ResponseCode.NOT_FOUND, rig.get("/nothing").getCode());
  }
}
