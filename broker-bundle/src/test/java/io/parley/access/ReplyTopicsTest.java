package io.parley.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.message.Reason;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplyTopicsTest {
  private static final Rights RIGHTS = new Rights("parley/v1", "plant1");
  private static final ReplyTopics REPLIES = new ReplyTopics(RIGHTS, List.of("replies/#"));
  private static final Principal KILN =
      new Principal(
          "kiln", Role.DEVICE, List.of("both", "write"), List.of("both", "read", "replies/kiln"));

  @ParameterizedTest
  @CsvSource({
    "parley/v1/plant1/answer/kiln-1,  ''",
    "parley/v1/plant1/answer/mixer,   reply-forbidden",
    "parley/v1/plant1/ask/any,        reply-forbidden",
    "parley/v1/plant1/card/kiln,      reply-forbidden",
    "replies/kiln,                    ''",
    "replies/mixer,                   reply-forbidden",
    "both,                            ''",
    "read,                            reply-forbidden",
    "write,                           reply-forbidden",
    "replies/+,                       reply-malformed",
    "'',                              reply-malformed",
    "$SYS/x,                          reply-malformed",
  })
  void aDeviceIsAnsweredWhereItMayRead(String topic, String code) {
    assertEquals(code, code(topic, new Who(KILN, "kiln-1")));
  }

  @ParameterizedTest
  @CsvSource({
    "my/reply,                        ''",
    "parley/v1/plant1/answer/x,       ''",
    "parley/v1/plant1/work/x,         reply-forbidden",
    "parley/v1/other/to/x,            reply-forbidden",
    "parley/v1/plant1/status/x,       reply-forbidden",
    "parley/v1/plant1/protocol/x,     reply-forbidden",
  })
  void theLocalOperatorIsAnsweredAnywhereButWhereOthersAct(String topic, String code) {
    assertEquals(code, code(topic, new Who(Principal.LOCAL, "rr")));
  }

  @ParameterizedTest
  @CsvSource({
    "parley/v1/plant1/answer/x,       ''",
    "replies/x,                       ''",
    "my/reply,                        reply-forbidden",
    "parley/v1/plant1/ask/x,          reply-forbidden",
  })
  void onAnExternalBrokerOnlyThePlaceCounts(String topic, String code) {
    assertEquals(code, code(topic, null));
  }

  private static String code(String topic, @org.jspecify.annotations.Nullable Who who) {
    return REPLIES.refusal(topic, who).map(Reason::code).orElse("");
  }
}
