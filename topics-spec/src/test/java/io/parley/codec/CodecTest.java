package io.parley.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.AgentState;
import io.parley.message.AgentStatus;
import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Card;
import io.parley.message.Codes;
import io.parley.message.Cost;
import io.parley.message.Evidence;
import io.parley.message.Frame;
import io.parley.message.Hop;
import io.parley.message.Nak;
import io.parley.message.Needs;
import io.parley.message.Origin;
import io.parley.message.Question;
import io.parley.message.Reason;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CodecTest {
  private static final String CID = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";
  private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");

  private final Codec codec = new Codec();

  private static Evidence fact() {
    return new Evidence("z/boiler3", "temperature", new BigDecimal("81.5"), "°C", AT);
  }

  private static Question wholeQuestion() {
    return new Question(
        "q-1",
        null,
        CID,
        Map.of("boiler", 3L, "list", List.of(true, "x")),
        "app/1/in",
        true,
        new Needs(0.9, 3, 2_500L, true, true),
        new Origin("plant1", "boiler/3", "gw"),
        List.of("plant1/gw", "hq/hub"),
        List.of(fact(), new Evidence("z/door", "", "open", null, null)));
  }

  private static Answer wholeAnswer() {
    return Answer.by(new By("gw", Tier.GATEWAY, "nano", "0123456789ab", CID))
        .id("q-1")
        .ended(
            Status.UNSURE,
            new Reason(Codes.UNKNOWN_WORD, "no 'cellar' is known here", List.of("cellar")))
        .query(Query.of(Find.VALUE, Scope.ALL.withPlaces(List.of("cellar"))))
        .readAs("values in cellar")
        .lang("en")
        .text("81.5 °C")
        .data(Map.of("celsius", new BigDecimal("81.5")))
        .confidence(0.4)
        .route(Route.MODEL)
        .hops(List.of(new Hop("gw", Status.UNSURE, 12), new Hop("hub", Status.REFUSED, 3)))
        .evidence(List.of(fact()))
        .cost(new Cost(1040, 1024, 6, 80L, 0.5))
        .nak(Nak.ROUTINE_FAILED)
        .provisional(true)
        .build();
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"JSON", "MSGPACK"})
  void messagesReadAsTheyWereWritten(Format format) throws Exception {
    String type = format.contentType();
    assertEquals(
        new Asking(wholeQuestion(), format),
        codec.question(Codec.encode(wholeQuestion(), format), type));
    Question query =
        Question.ofQuery(Query.of(Find.TOPICS, Scope.ALL)).withConversation("c").withLang("en");
    assertEquals(query, codec.question(Codec.encode(query, format), type).question());
    Question small = Question.ofText("Is boiler 3 too hot?");
    assertEquals(small, codec.question(Codec.encode(small, format), type).question());
    assertEquals(wholeAnswer(), codec.answer(Codec.encode(wholeAnswer(), format), type));
    Answer bare = Answer.by(new By("gw", Tier.HUB, null, null, null)).ack().build();
    assertEquals(new Reply.Whole(bare), codec.reply(Codec.encode(bare, format), type));
    Frame delta = new Frame("q-1", 0, "81", null);
    assertEquals(new Reply.Part(delta), codec.reply(Codec.encode(delta, format), type));
    Frame alive = new Frame(null, 7, null, "model");
    assertEquals(alive, codec.frame(Codec.encode(alive, format), type));
  }

  @Test
  void whatIsWrittenInARowIsEachTimeTheAnswerThatWasGiven() throws Exception {
    Answer one = wholeAnswer();
    Answer other = one.change().text("82 °C").build();

    for (Answer each : List.of(one, one, other, one, other, other)) {
      byte[] json = Codec.encode(each, Format.JSON);
      assertEquals(each, codec.answer(json, Format.JSON.contentType()));
      byte[] packed = Codec.encode(each, Format.MSGPACK);
      assertEquals(each.text(), codec.answer(packed, Format.MSGPACK.contentType()).text());
    }
  }

  @Test
  void cardsAndStatusesReadAsTheyWereWritten() throws Exception {
    Card card =
        new Card(
            Tier.HUB,
            true,
            List.of("boiler/+", "#"),
            List.of("parley-nano"),
            List.of(CID),
            new Card.Limits(65_536, 8, 2.5),
            7);
    assertEquals(card, codec.card(Codec.encode(card)));
    Card bare =
        new Card(Tier.SENSOR, false, List.of(), List.of(), List.of(), Card.Limits.UNKNOWN, 0);
    assertEquals(bare, codec.card(Codec.encode(bare)));
    AgentStatus busy = new AgentStatus(AgentState.BUSY, 7, AT, new AgentStatus.Load(3, 41.25));
    assertEquals(busy, codec.status(Codec.encode(busy)));
    AgentStatus will = new AgentStatus(AgentState.OFFLINE, 7, AT, null);
    assertEquals(
        "{\"state\":\"offline\",\"epoch\":7,\"at\":\"2026-11-01T10:00:00Z\"}",
        new String(Codec.encode(will), UTF_8));
  }

  @Test
  void aQuestionKeepsTheFormatItCameIn() throws Exception {
    byte[] text = "Is boiler 3 too hot?".getBytes(UTF_8);
    byte[] json = "{\"text\":\"Is boiler 3 too hot?\"}".getBytes(UTF_8);
    assertEquals(Format.TEXT, codec.question(text, "text/plain").format());
    assertEquals(Format.JSON, codec.question(text, null).format().ofAnswer());
    assertEquals(Format.JSON, codec.question(json, null).format());
    assertEquals(Format.JSON, codec.question(json, "application/json; charset=UTF-8").format());
    assertEquals(
        "{\"text\":\"Is boiler 3 too hot?\"}",
        codec.question(json, "text/plain").question().text());
    assertEquals(
        "{not json}", codec.question("{not json}".getBytes(UTF_8), null).question().text());
  }

  @Test
  void plainTextCarriesNothingButWords() {
    assertArrayEquals("hot?".getBytes(UTF_8), Codec.encode(Question.ofText("hot?"), Format.TEXT));
    assertThrows(
        IllegalArgumentException.class,
        () -> Codec.encode(Question.ofText("hot?").withId("1"), Format.TEXT));
    assertThrows(IllegalArgumentException.class, () -> Codec.encode(wholeQuestion(), Format.TEXT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                    | text               | malformed",
        "{\"text\":\" \"}                      | text               | malformed",
        "{\"text\":7}                          | text               | malformed",
        "{\"text\":\"a\",\"id\":\"a b\"}       | id                 | invalid-id",
        "{\"text\":\"a\",\"protocol\":\"x\"}   | protocol           | invalid-id",
        "{\"text\":\"a\",\"replyTo\":\"a/#\"}  | replyTo            | reply-topic",
        "{\"text\":\"a\",\"body\":{}}          | body               | malformed",
        "{\"text\":\"a\",\"needs\":{\"hops\":6}}        | needs.hops | malformed",
        "{\"text\":\"a\",\"needs\":{\"ms\":0.5}}        | needs.ms   | malformed",
        "{\"text\":\"a\",\"needs\":{\"confidence\":2}}  | needs.confidence | malformed",
        "{\"text\":\"a\",\"needs\":{\"local\":\"yes\"}} | needs.local | malformed",
        "{\"text\":\"a\",\"needs\":[]}         | needs              | malformed",
        "{\"text\":\"a\",\"path\":[\"x\"]}     | path               | malformed",
        "{\"text\":\"a\",\"path\":[7]}         | path               | malformed",
        "{\"text\":\"a\",\"facts\":[{\"topic\":\"t\",\"value\":{}}]} | facts.value | malformed",
        "{\"text\":\"a\",\"facts\":[{\"topic\":\"t\",\"value\":1,\"at\":\"now\"}]} | facts.at | malformed",
        "{\"text\":\"a\",\"facts\":{}}         | facts              | malformed",
        "{\"text\":\"a\",\"facts\":[1]}        | facts              | malformed",
        "{\"text\":\"a\",\"origin\":{\"site\":\"s\"}} | origin.agent  | malformed",
        "{\"text\":\"a\",\"text\":\"b\"}       | text               | malformed",
        "[]                                    | ``                 | malformed",
        "{\"text\":\"a\"}x                     | ``                 | malformed",
        "{\"text\":\"\\ud800\"}                | ``                 | invalid-utf8",
      })
  void aRefusalNamesTheField(String json, String field, String code) {
    CodecException refused =
        assertThrows(
            CodecException.class,
            () -> codec.question(json.strip().getBytes(UTF_8), "application/json"));
    assertEquals(code, refused.code(), refused.text());
    assertEquals(field, refused.field());
    assertTrue(refused.text().contains("must"), refused.text());
    assertEquals(refused.reason().code(), code);
  }

  @Test
  void answersThatSayNonsenseAreRefused() {
    for (String json :
        List.of(
            "{\"route\":\"model\",\"by\":{\"agent\":\"g\",\"tier\":\"hub\"}}",
            "{\"status\":\"sure\",\"route\":\"model\",\"by\":{\"agent\":\"g\",\"tier\":\"hub\"}}",
            "{\"status\":\"unsure\",\"route\":\"none\",\"by\":{\"agent\":\"g\",\"tier\":\"hub\"}}",
            "{\"status\":\"answered\",\"route\":\"none\",\"by\":{\"agent\":[],\"tier\":\"hub\"}}",
            "{\"status\":\"answered\",\"route\":\"none\"}")) {
      CodecException refused =
          assertThrows(CodecException.class, () -> codec.answer(json.getBytes(UTF_8), null));
      assertEquals(Codes.MALFORMED, refused.code());
    }
    assertEquals(
        Codes.UNSUPPORTED_CONTENT_TYPE,
        assertThrows(CodecException.class, () -> codec.answer("{}".getBytes(UTF_8), "text/plain"))
            .code());
    assertThrows(CodecException.class, () -> codec.frame("{\"seq\":0}".getBytes(UTF_8), null));
    assertThrows(CodecException.class, () -> codec.card("{\"tier\":\"hub\"}".getBytes(UTF_8)));
  }

  @Test
  void theSizeIsLookedAtFirst() {
    byte[] big = new byte[65_537];
    for (String type :
        new String[] {null, "text/plain", "application/json", "application/msgpack"}) {
      assertEquals(
          Codes.OVERSIZE,
          assertThrows(CodecException.class, () -> codec.question(big, type)).code());
    }
  }
}
