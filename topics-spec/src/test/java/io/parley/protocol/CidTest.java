package io.parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.Ids;
import org.junit.jupiter.api.Test;

final class CidTest {
  @Test
  void isTheIdThatIpfsGivesTheSameBytes() {
    assertEquals(
        "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", Cid.of(new byte[0]).text());
    assertEquals(
        "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
        Cid.of("hello world".getBytes(UTF_8)).text());
  }

  @Test
  void namesItsBytesAndNoOthers() {
    Cid cid = Cid.of("a".getBytes(UTF_8));
    assertTrue(cid.names("a".getBytes(UTF_8)));
    assertFalse(cid.names("a\n".getBytes(UTF_8)));
  }

  @Test
  void fitsIntoOneLevelOfATopic() {
    assertTrue(Ids.valid(Cid.of(new byte[] {1}).text()));
  }

  @Test
  void refusesWhatIsNoId() {
    var refused = assertThrows(IllegalArgumentException.class, () -> new Cid("QmFoo"));
    assertTrue(String.valueOf(refused.getMessage()).contains("'QmFoo'"));
  }
}
