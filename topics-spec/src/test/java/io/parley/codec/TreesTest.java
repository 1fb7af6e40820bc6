package io.parley.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.message.Codes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TreesTest {
  private final Trees trees = new Trees(Limits.USUAL);

  private @Nullable Object json(String text) throws CodecException {
    return trees.fromJson(text.getBytes(UTF_8));
  }

  private @Nullable Object msgPack(String hex) throws CodecException {
    return trees.fromMsgPack(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void numbersKeepTheirForm() throws Exception {
    assertEquals(
        List.of(
            21L,
            new BigDecimal("21.50"),
            new BigDecimal("-0.0"),
            new BigInteger("18446744073709551615"),
            Long.MIN_VALUE),
        json("[21, 21.50, -0.0, 18446744073709551615, -9223372036854775808]"));
    assertEquals(new BigDecimal("0.1"), msgPack("ca3dcccccd"));
    assertEquals(new BigDecimal("0.1"), msgPack("cb3fb999999999999a"));
    assertEquals(new BigInteger("18446744073709551615"), msgPack("cfffffffffffffffff"));
    assertEquals("[21,21.50]", new String(Trees.toJson(json("[21,21.50]")), UTF_8));
  }

  @Test
  void treesComeBackFromBothFormats() throws Exception {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("z", null);
    tree.put("a", Arrays.asList(1L, "ü", true, null, new BigDecimal("2.5")));
    tree.put("m", Map.of("k", new BigInteger("18446744073709551615")));
    assertEquals(tree, trees.fromJson(Trees.toJson(tree)));
    assertEquals(tree, trees.fromMsgPack(Trees.toMsgPack(tree)));
    assertEquals(
        List.of(1L, 2L, 3L, new BigDecimal("0.5"), new BigDecimal("1.5")),
        trees.fromMsgPack(Trees.toMsgPack(List.of(1, (short) 2, (byte) 3, 0.5f, 1.5))));
  }

  @ParameterizedTest
  @CsvSource({
    "1e309, malformed",
    "-1e309, malformed",
    "1e-400, malformed",
    "0e999999999, malformed",
    "1e99999999999999, malformed",
    "18446744073709551616, malformed",
    "-9223372036854775809, malformed",
    "NaN, malformed",
    "Infinity, malformed",
    "01, malformed",
    "'', malformed",
    "'{\"a\":1,\"a\":2}', malformed",
    "'[1,]', malformed",
    "'{\"a\" 1}', malformed",
    "'[1 2]', malformed",
    "'{a:1}', malformed",
    "'\"\\udc00\"', invalid-utf8"
  })
  void jsonThatIsNoTreeIsRefused(String text, String code) {
    assertEquals(code, assertThrows(CodecException.class, () -> json(text)).code());
  }

  @ParameterizedTest
  @CsvSource({
    "'', malformed",
    "c1, malformed",
    "c403010203, malformed",
    "d6ff00000000, malformed",
    "dbffffffff, malformed",
    "db7fffffff61, malformed",
    "ddffffffff, malformed",
    "dd7fffffff c0, malformed",
    "df7fffffff c0c0, malformed",
    "dc000201, malformed",
    "8101c0, malformed",
    "82a161 01 a161 02, malformed",
    "c0c0, malformed",
    "cb7ff8000000000000, malformed",
    "cb7ff0000000000000, malformed",
    "ca7f800000, malformed",
    "a2c328, invalid-utf8",
    "a3eda080, invalid-utf8"
  })
  void msgPackThatIsNoTreeIsRefused(String hex, String code) {
    assertEquals(code, assertThrows(CodecException.class, () -> msgPack(hex)).code());
  }

  @Test
  void thirtyTwoLevelsAreTakenAndNoMore() throws Exception {
    json("[".repeat(32) + "]".repeat(32));
    msgPack("91".repeat(31) + "90");
    for (String deep : List.of("[".repeat(33) + "]".repeat(33), "{\"a\":".repeat(10_000))) {
      assertEquals(Codes.TOO_DEEP, assertThrows(CodecException.class, () -> json(deep)).code());
    }
    assertEquals(
        Codes.TOO_DEEP,
        assertThrows(CodecException.class, () -> msgPack("91".repeat(60_000))).code());
  }

  @Test
  void brokenUtf8IsRefused() {
    for (String hex : List.of("22ff22", "22c328 22", "22eda08022", "22c080 22")) {
      byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
      assertEquals(
          Codes.INVALID_UTF8,
          assertThrows(CodecException.class, () -> trees.fromJson(bytes)).code());
    }
  }

  @Test
  void whatIsNoTreeIsNotWritten() {
    for (Object wrong :
        List.of(
            Double.NaN,
            Float.POSITIVE_INFINITY,
            new BigDecimal("1e400"),
            BigInteger.TWO.pow(64),
            BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE),
            Map.of(1, 2),
            new Object())) {
      assertThrows(IllegalArgumentException.class, () -> Trees.toJson(wrong));
      assertThrows(IllegalArgumentException.class, () -> Trees.toMsgPack(List.of(wrong)));
    }
  }

  @Test
  void loneSurrogatesGoOutAsQuestionMarks() throws Exception {
    assertEquals("a?b", trees.fromJson(Trees.toJson("a\ud800b")));
    assertEquals("😀?", trees.fromMsgPack(Trees.toMsgPack("😀\udc00")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 129})
  void limitsThemselvesAreLimited(int depth) {
    assertThrows(IllegalArgumentException.class, () -> new Limits(1, depth));
    assertThrows(IllegalArgumentException.class, () -> new Limits(0, 1));
  }
}
