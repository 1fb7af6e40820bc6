package io.parley.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Feeds the decoders with broken payloads from a fixed seed: whatever comes in, a message or a
 * {@link CodecException} comes out. The time limit is there for what never ends, not for speed.
 */
final class MutationTest {
  private static final int INPUTS = 120_000;
  private static final String[] TYPES = {
    null, "text/plain", "application/json", "application/msgpack"
  };

  private final Codec codec = new Codec();
  private final Trees trees = new Trees(Limits.USUAL);
  private final Random random = new Random(20261101);

  private static List<byte[]> seeds() {
    String question =
        "{\"id\":\"q-1\",\"text\":\"Is boiler 3 too hot?\",\"replyTo\":\"app/1\",\"stream\":true,"
            + "\"needs\":{\"confidence\":0.9,\"hops\":3,\"ms\":2500},\"path\":[\"p/gw\"],"
            + "\"facts\":[{\"topic\":\"z/b\",\"value\":81.5,\"at\":\"2026-11-01T10:00:00Z\"}]}";
    String query =
        "{\"query\":{\"find\":\"list\",\"scope\":{\"thing\":[\"a 1\"],\"not\":[{\"like\":\"b\"}]},"
            + "\"where\":{\"low\":1.5,\"high\":2},\"over\":{\"last\":\"PT1H\"},\"top\":3},"
            + "\"lang\":\"de\"}";
    String answer =
        "{\"status\":\"unsure\",\"route\":\"model\",\"by\":{\"agent\":\"g\",\"tier\":\"hub\"},"
            + "\"hops\":[{\"agent\":\"g\",\"outcome\":\"unsure\",\"ms\":3}],\"cost\":{\"ms\":3},"
            + "\"reason\":{\"code\":\"no-answer\",\"text\":\"\\u00fc\"},\"confidence\":0.5}";
    String card = "{\"tier\":\"hub\",\"subjects\":[\"a/+\"],\"limits\":{\"rate\":1},\"epoch\":7}";
    String status =
        "{\"state\":\"busy\",\"epoch\":7,\"at\":\"2026-11-01T10:00:00Z\",\"load\":{\"queue\":3}}";
    List<byte[]> seeds = new ArrayList<>();
    for (String json :
        List.of(question, query, answer, card, status, "{\"seq\":1,\"delta\":\"x\"}")) {
      seeds.add(json.getBytes(UTF_8));
      try {
        seeds.add(Trees.toMsgPack(new Trees(Limits.USUAL).fromJson(json.getBytes(UTF_8))));
      } catch (CodecException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    seeds.add(HexFormat.of().parseHex("dbffffffff"));
    seeds.add(HexFormat.of().parseHex("c9ffffffff01"));
    return seeds;
  }

  private byte[] mutated(byte[] seed, byte[] other) {
    byte[] bytes = seed.clone();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, at);
        case 3 -> bytes = joined(bytes, at, bytes, random.nextInt(bytes.length));
        case 4 -> bytes = joined(bytes, at, other, random.nextInt(other.length));
        default -> bytes = joined(bytes, at, token(), 0);
      }
    }
    return bytes;
  }

  private byte[] token() {
    String[] tokens = {
      "{", "[", "\"", "1e999", "-", "null", "\\ud800", "0.", "\u0000", "[[[[[[[[", "{\"a\":", ","
    };
    return tokens[random.nextInt(tokens.length)].getBytes(UTF_8);
  }

  /** The first one up to a place, then the second one from a place. */
  private static byte[] joined(byte[] head, int until, byte[] tail, int from) {
    byte[] bytes = new byte[until + tail.length - from];
    System.arraycopy(head, 0, bytes, 0, until);
    System.arraycopy(tail, from, bytes, until, tail.length - from);
    return bytes;
  }

  @Test
  void nothingButCodecExceptionsComesOut() {
    List<byte[]> seeds = seeds();
    int refused =
        assertTimeoutPreemptively(
            Duration.ofMinutes(3),
            () -> {
              int count = 0;
              for (int i = 0; i < INPUTS; i++) {
                byte[] seed = seeds.get(random.nextInt(seeds.size()));
                byte[] bytes = mutated(seed, seeds.get(random.nextInt(seeds.size())));
                count += decode(bytes, TYPES[random.nextInt(TYPES.length)]) ? 0 : 1;
              }
              return count;
            });
    assertTrue(refused > INPUTS / 10 && refused < INPUTS, () -> "refused " + refused);
  }

  /** Whether any decoder took it. */
  private boolean decode(byte[] bytes, @Nullable String type) {
    int taken = 0;
    Decoding[] decodings = {
      () -> codec.question(bytes, type),
      () -> codec.reply(bytes, type),
      () -> codec.card(bytes),
      () -> codec.status(bytes),
      () -> trees.fromMsgPack(bytes)
    };
    for (Decoding decoding : decodings) {
      try {
        Object message = decoding.decode();
        if (message instanceof Asking asking) {
          // What was taken can be said again.
          Codec.encode(asking.question(), Format.JSON);
          Codec.encode(asking.question(), Format.MSGPACK);
        }
        taken++;
      } catch (CodecException refused) {
        assertTrue(refused.text().contains("must"), refused.text());
      }
    }
    return taken > 0;
  }

  @Test
  void whatIsTakenOnceIsTakenAgain() throws Exception {
    for (byte[] seed : seeds()) {
      byte[] bytes = mutated(seed, seed);
      try {
        Object tree = trees.fromMsgPack(bytes);
        assertEquals(tree, trees.fromMsgPack(Trees.toMsgPack(tree)));
      } catch (CodecException refused) {
        assertTrue(refused.code().length() > 2);
      }
    }
  }

  private interface Decoding {
    @Nullable Object decode() throws CodecException;
  }
}
