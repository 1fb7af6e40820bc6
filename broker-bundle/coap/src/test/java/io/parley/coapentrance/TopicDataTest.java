package io.parley.coapentrance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.mqtt.MqttMessage;
import io.parley.mqtt.Puback;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicDataTest {
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
  void aPutIsARetainedPublishWithItsContentType() throws Exception {
    Request put = Request.newPut();
    put.setPayload("{\"c\":81.5}");
    put.getOptions().setContentFormat(Formats.JSON);
    Response response = rig.send(put, "/ps/plant/boiler/3?traceparent=00-1-2-01");
    assertEquals(ResponseCode.CREATED, response.getCode());
    MqttMessage message = rig.session.published.get(0);
    assertEquals("plant/boiler/3", message.topic());
    assertEquals("application/json", message.contentType());
    assertTrue(message.retain());
    assertEquals("00-1-2-01", message.property("traceparent"));
    assertEquals(ResponseCode.CHANGED, rig.put("/ps/plant/boiler/3", "82").getCode());
  }

  @Test
  void aPutIsAnsweredOnlyAfterThePuback() throws Exception {
    rig.session.holdPubacks = true;
    Request put = Request.newPut();
    put.setPayload("1");
    put.setURI(rig.uri("/ps/a"));
    put.send(rig.client);
    // Acknowledged after 500 ms, so that it does not send again, and still without a response.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!put.isAcknowledged() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertTrue(put.isAcknowledged());
    assertEquals(null, put.getResponse());
    rig.session.held.get(0).complete(Puback.SUCCESS);
    Response response = put.waitForResponse(5_000);
    assertNotNull(response);
    assertEquals(CoAP.Type.CON, response.getType());
    assertEquals(ResponseCode.CREATED, response.getCode());
  }

  @Test
  void aGetReadsTheRetainedValueAndOneAfterTheResponseSeesTheWrite() throws Exception {
    rig.session.retained.put(
        "t/x", MqttMessage.retained("t/x", "old".getBytes(UTF_8), "text/plain"));
    Response first = rig.get("/ps/t/x");
    assertEquals("old", first.getPayloadString());
    assertEquals(Formats.TEXT, first.getOptions().getContentFormat());
    for (int i = 0; i < 50; i++) {
      rig.put("/ps/t/x", "new " + i);
      assertEquals("new " + i, rig.get("/ps/t/x").getPayloadString());
    }
  }

  /** A busy broker sends the retained message late, and a device's own is known to be there. */
  @Test
  void whatADeviceWroteIsWaitedFor() throws Exception {
    CoapLimits hasty = CoapLimits.STANDARD.withRate(0, 1).withRetainedWait(Duration.ZERO);
    try (Rig busy = new Rig(hasty, Admission.LOCAL)) {
      busy.put("/ps/kiln", "900");
      busy.session.holdRetained = true;
      Request get = Request.newGet();
      get.setURI(busy.uri("/ps/kiln"));
      get.send(busy.client);
      // Answered once its time is over, this tells that the other one's would be over, too.
      assertEquals(ResponseCode.NOT_FOUND, busy.get("/ps/nobody-wrote-here").getCode());
      assertNull(get.getResponse());
      Runnable late = busy.session.late.poll(30, TimeUnit.SECONDS);
      assertNotNull(late);
      late.run();
      assertEquals("900", get.waitForResponse(60_000).getPayloadString());
    }
  }

  @Test
  void whatOthersWroteEarlierDoesNotHideADevicesOwnWrite() {
    Writes writes = new Writes();
    byte[] own = "own".getBytes(UTF_8);
    Writes.Write write = writes.begin("t", own);
    assertTrue(writes.acknowledged(write, true, 0));
    assertEquals(Writes.Arrival.OLD, writes.arrived("t", "older".getBytes(UTF_8), 1));
    assertEquals(Writes.Arrival.KNOWN, writes.arrived("t", own, 2));
    assertEquals(Writes.Arrival.NEWS, writes.arrived("t", "newer".getBytes(UTF_8), 3));
  }

  @Test
  void anOwnWriteThatNeverComesBackHidesOthersForAWhileOnly() {
    Writes writes = new Writes();
    writes.acknowledged(writes.begin("t", new byte[1]), true, 0);
    assertEquals(Writes.Arrival.OLD, writes.arrived("t", new byte[2], 5_000));
    assertEquals(Writes.Arrival.NEWS, writes.arrived("t", new byte[2], 5_001));
  }

  @Test
  void aTopicWithoutAValueIsNotFound() throws Exception {
    Response response = rig.get("/ps/nothing/here");
    assertEquals(ResponseCode.NOT_FOUND, response.getCode());
    assertEquals("no value", response.getPayloadString());
  }

  @Test
  void etagsAndAcceptAreHonoured() throws Exception {
    rig.put("/ps/t", "21.5");
    Response read = rig.get("/ps/t");
    Request again = Request.newGet();
    again.getOptions().addETag(read.getOptions().getETags().get(0));
    assertEquals(ResponseCode.VALID, rig.send(again, "/ps/t").getCode());
    Request json = Request.newGet();
    json.getOptions().setAccept(Formats.JSON);
    assertEquals(ResponseCode.NOT_ACCEPTABLE, rig.send(json, "/ps/t").getCode());
  }

  @Test
  void observersHearEveryChangeAndTheEnd() throws Exception {
    rig.put("/ps/t", "1");
    BlockingQueue<CoapResponse> heard = new LinkedBlockingQueue<>();
    CoapObserveRelation relation = rig.coap("/ps/t").observe(into(heard));
    assertEquals("1", next(heard).getResponseText());
    rig.session.deliver(MqttMessage.retained("t", "2".getBytes(UTF_8), "text/plain"));
    CoapResponse second = next(heard);
    assertEquals("2", second.getResponseText());
    assertTrue(second.getOptions().hasObserve());
    assertEquals(1, rig.entrance.counts().observers());
    Request delete = Request.newDelete();
    assertEquals(ResponseCode.DELETED, rig.send(delete, "/ps/t").getCode());
    assertEquals(ResponseCode.NOT_FOUND, next(heard).getCode());
    assertFalse(rig.session.retained.containsKey("t"));
    relation.proactiveCancel();
  }

  @Test
  void aRelationKeepsTheContentFormatOfItsFirstResponse() throws Exception {
    rig.put("/ps/t", "1");
    BlockingQueue<CoapResponse> heard = new LinkedBlockingQueue<>();
    rig.coap("/ps/t").observe(into(heard));
    next(heard);
    rig.session.deliver(MqttMessage.retained("t", "{}".getBytes(UTF_8), "application/json"));
    assertEquals(ResponseCode.NOT_ACCEPTABLE, next(heard).getCode());
  }

  @Test
  void bodiesBeyondABlockGoBothWays() throws Exception {
    String large = "0123456789".repeat(3_000);
    assertEquals(ResponseCode.CREATED, rig.put("/ps/large", large).getCode());
    assertEquals(large, rig.get("/ps/large").getPayloadString());
    String tooLarge = "x".repeat(66_000);
    assertEquals(ResponseCode.REQUEST_ENTITY_TOO_LARGE, rig.put("/ps/large", tooLarge).getCode());
  }

  @Test
  void theBrokersRefusalsAreToldInCoapWords() throws Exception {
    int[] codes = {0x87, 0x90, 0x97, 0x80};
    ResponseCode[] expected = {
      ResponseCode.FORBIDDEN,
      ResponseCode.BAD_REQUEST,
      ResponseCode.TOO_MANY_REQUESTS,
      ResponseCode.BAD_GATEWAY
    };
    for (int i = 0; i < codes.length; i++) {
      rig.session.refuseWith = codes[i];
      assertEquals(expected[i], rig.put("/ps/t", "1").getCode());
    }
    rig.session.refuseWith = 0;
    rig.session.connected = false;
    Response away = rig.put("/ps/t", "1");
    assertEquals(ResponseCode.SERVICE_UNAVAILABLE, away.getCode());
    assertEquals(5, away.getOptions().getMaxAge());
  }

  @Test
  void aBrokerThatDoesNotAnswerIsAGatewayTimeout() throws Exception {
    CoapLimits limits = CoapLimits.STANDARD.withBrokerWait(Duration.ofMillis(50));
    try (Rig silent = new Rig(limits, Admission.LOCAL)) {
      silent.session.holdPubacks = true;
      Response late = silent.put("/ps/t", "1");
      assertEquals(ResponseCode.GATEWAY_TIMEOUT, late.getCode());
      assertEquals("the broker did not answer in time", late.getPayloadString());
    }
  }

  @Test
  void badTopicsAndPayloadsAreRefusedWithTheReason() throws Exception {
    assertRefused(ResponseCode.BAD_REQUEST, "topic level '+'", "/ps/a/%2B/b");
    assertRefused(ResponseCode.BAD_REQUEST, "begin with $", "/ps/$SYS/x");
    assertRefused(ResponseCode.BAD_REQUEST, "1..8 levels", "/ps/1/2/3/4/5/6/7/8/9");
    assertRefused(ResponseCode.FORBIDDEN, "no ask", "/ps/parley/v1/plant/ask/boiler");
    assertEquals(ResponseCode.CREATED, rig.put("/ps/parley/v1/plant/card/s1", "{}").getCode());
    Request bytes = Request.newPut();
    bytes.setPayload(new byte[] {(byte) 0xff});
    bytes.getOptions().setContentFormat(Formats.TEXT);
    assertEquals(ResponseCode.BAD_REQUEST, rig.send(bytes, "/ps/t").getCode());
    Request unknown = Request.newPut();
    unknown.setPayload("x");
    unknown.getOptions().setContentFormat(9_999);
    assertEquals(ResponseCode.UNSUPPORTED_CONTENT_FORMAT, rig.send(unknown, "/ps/t").getCode());
    assertEquals(ResponseCode.METHOD_NOT_ALLOWED, rig.send(Request.newPost(), "/ps/t").getCode());
  }

  /** Numbers on this side, Content Types on the other. */
  @ParameterizedTest
  @CsvSource({
    "42, application/octet-stream",
    "60, application/cbor",
    "110, application/senml+json",
    "112, application/senml+cbor",
    "65000, application/msgpack",
    "65001, application/core-pubsub+cbor"
  })
  void contentFormatsAreContentTypesOfMqttAndBack(int format, String type) throws Exception {
    byte[] payload =
        format == Formats.SENML_JSON
            ? "[{\"n\":\"t\",\"v\":1}]".getBytes(UTF_8)
            : new byte[] {(byte) 0x81, (byte) 0xa1, 0x00, 0x61, 0x74};
    Request put = Request.newPut();
    put.setPayload(payload);
    put.getOptions().setContentFormat(format);
    assertEquals(ResponseCode.CREATED, rig.send(put, "/ps/by/device").getCode());
    assertEquals(type, rig.session.retained.get("by/device").contentType());
    rig.session.retained.put("by/mqtt", MqttMessage.retained("by/mqtt", payload, type));
    for (String path : new String[] {"/ps/by/device", "/ps/by/mqtt"}) {
      Response read = rig.get(path);
      assertEquals(format, read.getOptions().getContentFormat(), path);
      assertArrayEquals(payload, read.getPayload(), path);
    }
    String takers = rig.get("/.well-known/core?ct=" + format).getPayloadString();
    assertTrue(takers.contains("</ps>;"), takers);
  }

  @Test
  void senmlInJsonMustBeText() throws Exception {
    Request put = Request.newPut();
    put.setPayload(new byte[] {(byte) 0x81});
    put.getOptions().setContentFormat(Formats.SENML_JSON);
    Response response = rig.send(put, "/ps/s");
    assertEquals(ResponseCode.BAD_REQUEST, response.getCode());
    assertTrue(response.getPayloadString().contains("110 must be UTF-8"));
    assertTrue(rig.session.published.isEmpty());
  }

  private void assertRefused(ResponseCode code, String why, String path) throws Exception {
    Response response = rig.put(path, "1");
    assertEquals(code, response.getCode());
    assertTrue(response.getPayloadString().contains(why), response.getPayloadString());
  }

  private static CoapHandler into(BlockingQueue<CoapResponse> heard) {
    return new CoapHandler() {
      @Override
      public void onLoad(CoapResponse response) {
        heard.add(response);
      }

      @Override
      public void onError() {}
    };
  }

  private static CoapResponse next(BlockingQueue<CoapResponse> heard) throws InterruptedException {
    CoapResponse response = heard.poll(10, TimeUnit.SECONDS);
    assertNotNull(response);
    return response;
  }
}
