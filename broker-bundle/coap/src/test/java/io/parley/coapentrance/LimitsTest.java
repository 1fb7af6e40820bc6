package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.OpaqueOptionDefinition;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  private Rig rig;
  private RawPeer peer;

  private void open(CoapLimits limits) throws IOException {
    open(limits, Admission.LOCAL);
  }

  private void open(CoapLimits limits, Admission admission) throws IOException {
    rig = new Rig(limits, admission);
    peer = new RawPeer(rig.entrance.plain().orElseThrow());
  }

  @AfterEach
  void close() {
    if (rig != null) {
      peer.close();
      rig.close();
    }
  }

  private static Request get(String path) {
    Request request = Request.newGet();
    request.getOptions().setUriPath(path);
    return request;
  }

  @Test
  void anAddressThatProvedNothingGetsNoLargeResponse() throws Exception {
    open(CoapLimits.STANDARD.withoutExemption());
    byte[] small = peer.bytes(get(".well-known/core"));
    Response challenge = peer.ask(small);
    assertEquals(ResponseCode.UNAUTHORIZED, challenge.getCode());
    assertTrue(challenge.getBytes().length <= 3 * small.length, "amplified");
    Option echo = challenge.getOptions().getOtherOption(StandardOptionRegistry.ECHO);
    assertNotNull(echo);
    Request again = get(".well-known/core");
    again.getOptions().addOtherOption(echo);
    Response whole = peer.ask(again);
    assertEquals(ResponseCode.CONTENT, whole.getCode());
    assertTrue(whole.getPayloadSize() > 136);
    assertEquals(ResponseCode.CONTENT, peer.ask(get(".well-known/core")).getCode());
    assertEquals(1, rig.entrance.counts().challenged());
  }

  @Test
  void anAddressThatProvedNothingCannotObserve() throws Exception {
    open(CoapLimits.STANDARD.withoutExemption());
    rig.put("/ps/t", "1");
    Request observe = get("ps/t");
    observe.setObserve();
    Response refused = peer.ask(observe);
    assertFalse(refused.getOptions().hasObserve());
    assertEquals(0, rig.entrance.counts().observers());
  }

  @Test
  void anEchoIsWorthNothingElsewhereOrLater() {
    Clock now = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
    AddressProof proof = new AddressProof(now, 10);
    InetSocketAddress one = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    InetSocketAddress other = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
    byte[] echo = proof.challenge(one);
    assertFalse(proof.accept(other, echo));
    assertFalse(proof.accept(one, new byte[16]));
    assertFalse(proof.accept(one, new byte[3]));
    assertFalse(proof.proven(one));
    assertTrue(proof.accept(one, echo));
    assertTrue(proof.proven(one));
    assertFalse(proof.proven(other));
  }

  @Test
  void whoIsNobodyIsToldThatItNeedsCredentials() throws Exception {
    open(CoapLimits.STANDARD, SecureRig.PROVEN);
    List<Response> refused =
        List.of(
            rig.put("/ps/t", "1"),
            rig.send(Request.newDelete(), "/ps/t"),
            rig.get("/ps/t"),
            rig.ask("/ask/boiler", "hot?", Formats.TEXT),
            rig.ask("/ask/boiler?later", "hot?", Formats.TEXT),
            rig.get("/mailbox"),
            rig.get("/protocol/bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy"));
    for (Response each : refused) {
      assertEquals(ResponseCode.UNAUTHORIZED, each.getCode());
      String why = each.getPayloadString();
      assertTrue(why.endsWith(" needs credentials: use DTLS"), why);
      assertNull(each.getOptions().getOtherOption(StandardOptionRegistry.ECHO), why);
    }
    assertTrue(rig.session.published.isEmpty());
    assertTrue(rig.answering.asked.isEmpty());
  }

  @Test
  void criticalOptionsThatNobodyKnowsAreRefused() throws Exception {
    open(CoapLimits.STANDARD);
    // 9 is OSCORE, 19 and 31 are Q-Block, 65003 is nobody's.
    for (int number : new int[] {9, 19, 31, 65_003}) {
      Request request = get("pubsub");
      request
          .getOptions()
          .addOtherOption(
              new OpaqueOptionDefinition(number, "o" + number, true, 0, 8).create(new byte[] {1}));
      assertEquals(ResponseCode.BAD_OPTION, peer.ask(request).getCode(), "option " + number);
    }
    Request elective = get("pubsub");
    elective
        .getOptions()
        .addOtherOption(new OpaqueOptionDefinition(65_002, "o", true, 0, 8).create(new byte[] {1}));
    assertEquals(ResponseCode.CONTENT, peer.ask(elective).getCode());
    Request match = get("pubsub");
    match.getOptions().addIfMatch(new byte[] {1});
    assertEquals(ResponseCode.BAD_OPTION, peer.ask(match).getCode());
    Request noneMatch = get("pubsub");
    noneMatch.getOptions().setIfNoneMatch(true);
    assertEquals(ResponseCode.BAD_OPTION, peer.ask(noneMatch).getCode());
    Request proxy = get("pubsub");
    proxy.getOptions().setProxyUri("coap://127.0.0.1/x");
    assertEquals(ResponseCode.PROXY_NOT_SUPPORTED, peer.ask(proxy).getCode());
  }

  @Test
  void aRepeatedRequestIsServedOnceAndAnsweredTwice() throws Exception {
    open(CoapLimits.STANDARD);
    Request post = Request.newPost();
    post.getOptions().setUriPath("ask/boiler");
    post.setPayload("hot?");
    byte[] datagram = peer.bytes(post);
    byte[] first = peer.ask(datagram).getBytes();
    byte[] second = peer.ask(datagram).getBytes();
    assertArrayEquals(first, second);
    assertEquals(1, rig.answering.asked.size());
  }

  @Test
  void whoeverAsksTooMuchIsToldToWait() throws Exception {
    open(CoapLimits.STANDARD.withRate(1, 3));
    for (int i = 0; i < 3; i++) {
      assertEquals(ResponseCode.CONTENT, peer.ask(get("pubsub")).getCode());
    }
    Response limited = peer.ask(get("pubsub"));
    assertEquals(ResponseCode.TOO_MANY_REQUESTS, limited.getCode());
    assertEquals(1, limited.getOptions().getMaxAge());
    assertEquals(ResponseCode.CONTENT, rig.get("/pubsub").getCode());
  }

  @Test
  void observeOnWhatCannotBeObservedIsAPlainResponse() throws Exception {
    open(CoapLimits.STANDARD);
    Request observe = get("pubsub");
    observe.setObserve();
    Response response = peer.ask(observe);
    assertEquals(ResponseCode.CONTENT, response.getCode());
    assertFalse(response.getOptions().hasObserve());
  }

  @Test
  void blockSizesThatLieAndTransfersThatNeverEndDoNoHarm() throws Exception {
    open(CoapLimits.STANDARD);
    Request lie = Request.newPut();
    lie.getOptions().setUriPath("ps/t").setBlock1(0, true, 0);
    lie.setPayload("0123456789abcdef");
    byte[] larger = java.util.Arrays.copyOf(peer.bytes(lie), peer.bytes(lie).length + 1);
    assertEquals(ResponseCode.BAD_REQUEST, peer.ask(larger).getCode());
    byte[] reserved = peer.bytes(lie);
    // Uri-Path ps, t, then Block1 with its one byte of value: M set, SZX 7.
    reserved[reserved.length - 16 - 2] = 0x0F;
    assertEquals(ResponseCode.BAD_REQUEST, peer.ask(reserved).getCode());
    for (int i = 0; i < 1_000; i++) {
      Request open = Request.newPut();
      open.getOptions().setUriPath("ps/t/" + i).setBlock1(0, true, 0);
      open.setPayload("0123456789abcdef");
      peer.send(peer.bytes(open));
      peer.receive(i < 4 ? 1_000 : 1);
    }
    assertEquals(ResponseCode.CREATED, rig.put("/ps/other", "x".repeat(5_000)).getCode());
    assertTrue(rig.entrance.counts().limited() >= 990, rig.entrance.counts().toString());
  }

  @Test
  void otherVersionsAndOtherCodesAreIgnored() throws Exception {
    open(CoapLimits.STANDARD);
    byte[] datagram = peer.bytes(get("pubsub"));
    byte[] version = datagram.clone();
    version[0] = (byte) ((version[0] & 0x3F) | 0x80);
    peer.send(version);
    assertNull(peer.receive(300));
    byte[] code = datagram.clone();
    code[1] = (byte) 0xE1;
    peer.send(code);
    byte[] reset = peer.receive(300);
    assertTrue(reset == null || reset.length == 4, "more than a reset");
    assertEquals(ResponseCode.CONTENT, peer.ask(get("pubsub")).getCode());
  }
}
