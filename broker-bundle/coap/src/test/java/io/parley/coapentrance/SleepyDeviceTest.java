package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.ledger.AskedForm;
import io.parley.message.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device leaves a question, sleeps, and fetches the answer, whatever the gateway did then. */
final class SleepyDeviceTest {
  @TempDir Path state;
  private SecureRig rig;
  private CoapEndpoint device;

  @BeforeEach
  void open() throws Exception {
    rig = new SecureRig(state, null, Duration.ofMillis(100));
    device = SecureRig.client(SecureRig.IDENTITY, SecureRig.KEY);
  }

  @AfterEach
  void close() {
    device.destroy();
    rig.close();
  }

  private Response send(Request request, String path) throws InterruptedException {
    return rig.send(device, request, rig.address().getPort(), path);
  }

  private String leave(String question) throws InterruptedException {
    Request post = Request.newPost();
    post.setPayload(question);
    post.getOptions().setContentFormat(Formats.TEXT);
    Response left = send(post, "/ask/boiler?later");
    assertEquals(ResponseCode.CREATED, left.getCode());
    return "/" + left.getOptions().getLocationPathString();
  }

  @Test
  void anAnswerWaitsOverARestartOfTheGateway() throws Exception {
    String place = leave("hot?");
    rig.restart();
    assertEquals("81.5 °C, as boiler 3 says", send(Request.newGet(), place).getPayloadString());
    String mailbox = send(Request.newGet(), "/mailbox").getPayloadString();
    assertTrue(mailbox.startsWith("<" + place + ">;rt=\"parley.answer\";status=\"answered\""));
    assertEquals(0, rig.entrance.counts().handshakes());
    assertEquals(1, rig.answering.asked.size());
    send(Request.newDelete(), place);
    rig.restart();
    assertEquals(ResponseCode.NOT_FOUND, send(Request.newGet(), place).getCode());
  }

  @Test
  void aQuestionThatWasStillToBeAnsweredIsAskedAgainAfterARestart() throws Exception {
    CompletableFuture<Answer> never = new CompletableFuture<>();
    rig.answering.answers = asked -> never;
    String place = leave("hot?");
    CompletableFuture<Answer> later = new CompletableFuture<>();
    rig.answering.answers = asked -> later;
    rig.restart();
    assertEquals("pending", send(Request.newGet(), place).getPayloadString());
    // Its times are kept to the millisecond.
    assertEquals(
        AskedForm.write(rig.answering.asked.get(0)), AskedForm.write(rig.answering.asked.get(1)));
    later.complete(FakeAnswering.answered(rig.answering.asked.get(1), "yes"));
    assertEquals("yes", send(Request.newGet(), place).getPayloadString());
  }

  @Test
  void theMailboxIsObservedThroughRestartAndSleepWithoutAHandshake() throws Exception {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    rig.answering.answers = asked -> later;
    leave("hot?");
    try (UdpProxy link = new UdpProxy(rig.address(), 0, 1)) {
      CoapEndpoint sleepy = SecureRig.client(SecureRig.IDENTITY, SecureRig.KEY);
      try {
        BlockingQueue<String> heard = rig.observe(sleepy, link.port(), "/mailbox");
        assertTrue(heard.poll(10, TimeUnit.SECONDS).contains("pending"));
        rig.restart();
        assertTrue(heard.poll(10, TimeUnit.SECONDS).contains("pending"));
        link.cut = true;
        later.complete(FakeAnswering.answered(rig.answering.asked.get(0), "yes"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (rig.entrance.counts().observers() > 0 && System.nanoTime() < deadline) {
          Thread.onSpinWait();
        }
        link.cut = false;
        rig.put(sleepy, link.port(), "/ps/awake", "x");
        assertTrue(heard.poll(10, TimeUnit.SECONDS).contains("answered"));
        assertEquals(0, rig.entrance.counts().handshakes());
      } finally {
        sleepy.destroy();
      }
    }
  }

  @Test
  void whoeverAsksTheSameOnceMoreFindsTheSamePlace() throws Exception {
    CompletableFuture<Answer> later = new CompletableFuture<>();
    rig.answering.answers = asked -> later;
    String json = "{\"id\":\"q1\",\"text\":\"hot?\"}";
    Request first = Request.newPost();
    first.setPayload(json);
    Request second = Request.newPost();
    second.setPayload(json);
    assertEquals(
        send(first, "/ask/boiler?later").getOptions().getLocationPathString(),
        send(second, "/ask/boiler?later").getOptions().getLocationPathString());
    assertEquals(1, rig.answering.asked.size());
  }
}
