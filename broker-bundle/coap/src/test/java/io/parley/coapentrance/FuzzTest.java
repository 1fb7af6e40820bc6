package io.parley.coapentrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;

/**
 * Broken datagrams, seeded: 50,000 of them, or as many as {@code -Dparley.fuzz} says. Nothing that
 * comes back is larger than an unproven address may get, and the entrance goes on. A million:
 * {@code mvn -pl broker-bundle/coap -am test -Dtest=FuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dparley.fuzz=1000000}.
 */
final class FuzzTest {
  private static final int COUNT = Integer.getInteger("parley.fuzz", 50_000);
  private static final long SEED = Long.getLong("parley.fuzz.seed", 20_261_121L);

  /** What the broken datagrams may leave behind: topics they named, transfers they opened. */
  private static final int MORE_MIB = 96;

  private static final int MORE_THREADS = 2;

  /** So many are sent in one go. */
  private static final int TOGETHER = 64;

  /** What this process holds once it has cleared up. */
  private record Held(long heapMib, int threads) {
    static Held now() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return new Held(
          (runtime.totalMemory() - runtime.freeMemory()) >> 20,
          ManagementFactory.getThreadMXBean().getThreadCount());
    }
  }

  @Test
  void brokenDatagramsHarmNobodyAndAreNotAmplified() throws Exception {
    Random random = new Random(SEED);
    try (Rig rig = new Rig(CoapLimits.STANDARD.withRate(0, 1).withoutExemption(), Admission.LOCAL);
        RawPeer peer = new RawPeer(rig.entrance.plain().orElseThrow())) {
      List<byte[]> seeds = seeds(peer);
      rig.put("/ps/alive", "0");
      Held before = Held.now();
      int largest = 0;
      for (int i = 0; i < COUNT; i++) {
        byte[] datagram = mutated(seeds.get(random.nextInt(seeds.size())), random);
        largest = Math.max(largest, datagram.length);
        peer.send(datagram);
        if (i % TOGETHER == 0) {
          caughtUp(peer, i, Math.max(AddressProof.SAFE_BYTES, 3 * largest));
        }
      }
      assertEquals(ResponseCode.CHANGED, rig.put("/ps/alive", "1").getCode());
      assertEquals(
          "81.5 °C, as boiler 3 says",
          rig.ask("/ask/boiler/3", "still there? ".repeat(6), Formats.TEXT).getPayloadString());
      CoapCounts counts = rig.entrance.counts();
      assertTrue(counts.dropped() < COUNT / 100, counts.toString());
      assertTrue(counts.malformed() > COUNT / 100, counts.toString());
      assertTrue(
          counts.liveTopics() <= CoapLimits.STANDARD.capacity().liveTopics(), counts.toString());
      Held after = Held.now();
      System.out.printf("%,d datagrams: before %s, after %s, %s%n", COUNT, before, after, counts);
      assertTrue(after.threads() <= before.threads() + MORE_THREADS, after.toString());
      assertTrue(after.heapMib() <= before.heapMib() + MORE_MIB, after.toString());
    }
  }

  /** Takes what came back, until the entrance has read all up to now: a ping is rejected. */
  private static void caughtUp(RawPeer peer, int i, int most) throws IOException {
    byte[] ping = {0x40, 0, (byte) (i >> 14), (byte) (i >> 6)};
    peer.send(ping);
    for (byte[] back = peer.receive(500); back != null; back = peer.receive(500)) {
      assertTrue(
          back.length <= most, "%d bytes, datagram %d of seed %d".formatted(back.length, i, SEED));
      if (back.length == 4 && back[0] == 0x70 && back[2] == ping[2] && back[3] == ping[3]) {
        return;
      }
    }
  }

  private static List<byte[]> seeds(RawPeer peer) {
    List<byte[]> seeds = new ArrayList<>();
    for (String path :
        new String[] {".well-known/core", "ps/a/b", "pubsub", "mailbox", "answer/x"}) {
      Request get = Request.newGet();
      get.getOptions().setUriPath(path).setAccept(Formats.TEXT);
      seeds.add(peer.bytes(get));
      Request observe = Request.newGet();
      observe.getOptions().setUriPath(path);
      observe.setObserve();
      seeds.add(peer.bytes(observe));
    }
    Request put = Request.newPut();
    put.getOptions().setUriPath("ps/a/b").setContentFormat(Formats.JSON).setBlock1(2, true, 0);
    put.setPayload("{\"c\":81.5,\"padding\":\"0123456789012345678901234567890123456789\"}");
    seeds.add(peer.bytes(put));
    Request ask = Request.newPost();
    ask.getOptions()
        .setUriPath("ask/boiler/3")
        .setContentFormat(Formats.CBOR)
        .setBlock2(6, false, 3);
    ask.setPayload(io.parley.cbor.CborTrees.write(java.util.Map.of("text", "hot?", "id", "q")));
    seeds.add(peer.bytes(ask));
    return seeds;
  }

  /** Flips, cuts, repeats and fills in; sometimes keeps nothing but noise. */
  private static byte[] mutated(byte[] seed, Random random) {
    byte[] datagram = seed.clone();
    switch (random.nextInt(8)) {
      case 0 -> datagram = java.util.Arrays.copyOf(datagram, random.nextInt(datagram.length + 1));
      case 1 -> {
        datagram = new byte[random.nextInt(1_200)];
        random.nextBytes(datagram);
      }
      case 2 -> {
        // An option flood: the same option over and over.
        byte[] flood = java.util.Arrays.copyOf(datagram, 1_000);
        for (int i = 6; i < flood.length; i += 2) {
          flood[i] = (byte) random.nextInt(16);
        }
        datagram = flood;
      }
      default -> {}
    }
    for (int i = random.nextInt(6); i > 0 && datagram.length > 0; i--) {
      datagram[random.nextInt(datagram.length)] = (byte) random.nextInt();
    }
    if (datagram.length >= 4) {
      // Message ids of their own, else all but the first are taken for repetitions.
      datagram[2] = (byte) random.nextInt();
      datagram[3] = (byte) random.nextInt();
    }
    return datagram;
  }
}
