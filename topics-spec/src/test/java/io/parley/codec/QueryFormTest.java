package io.parley.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.Codes;
import io.parley.query.Condition;
import io.parley.query.Find;
import io.parley.query.Query;
import io.parley.query.Scope;
import io.parley.query.Span;
import io.parley.query.Than;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class QueryFormTest {
  private static final Codec CODEC = new Codec();
  private static final Scope SCOPE =
      new Scope(
          List.of("boiler 3", "boiler 4"),
          List.of("supply"),
          List.of("boiler"),
          List.of("temperature"),
          List.of("hall"),
          List.of("upstairs"),
          List.of(Scope.ALL.withPlaces(List.of("kitchen", "bath")), Scope.ALL));

  static List<Query> queries() {
    Query max = new Query(Find.MAX, SCOPE, null, null, null, 2, "°F");
    Query any =
        new Query(Find.ANY, Scope.ALL, new Condition.StateIs("on", true), null, null, 1, null);
    Query compare =
        new Query(
            Find.COMPARE,
            SCOPE,
            new Condition.Relation(Condition.Op.AT_LEAST, false),
            null,
            new Than.Other(Scope.ALL),
            1,
            null);
    return List.of(
        Query.of(Find.TOPICS, Scope.ALL),
        max,
        max.over(new Span.Last(Duration.ofMinutes(90))),
        max.over(new Span.Calendar(Span.Term.DAY_BEFORE_YESTERDAY)),
        max.over(new Span.Since(LocalTime.of(6, 0))),
        max.over(new Span.Ago(Duration.ofSeconds(90, 500_000_000))),
        max.over(new Span.At(LocalTime.of(6, 0, 30), Span.Term.YESTERDAY)),
        max.over(new Span.At(LocalTime.NOON, Span.Term.TODAY)),
        max.over(
            new Span.Between(
                Instant.parse("2026-11-01T10:00:00Z"), Instant.parse("2026-11-01T11:00:00.5Z"))),
        any,
        any.where(new Condition.Compares(Condition.Op.ABOVE, new BigDecimal("80"), "°C", false)),
        any.where(new Condition.Compares(Condition.Op.EQUAL, new BigDecimal("-8.5"), null, true)),
        any.where(new Condition.Between(new BigDecimal("18"), new BigDecimal("22.5"), "°C", false)),
        any.where(new Condition.BeyondLimit(Condition.Side.EITHER, false)),
        compare,
        compare.than(new Than.Literal(new BigDecimal("0.1"), null)),
        compare.than(new Than.Literal(new BigDecimal("7"), "kWh")),
        compare.than(new Than.Before(new Span.Calendar(Span.Term.YESTERDAY))),
        compare.than(new Than.OwnLimit()));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void queriesReadAsTheyWereWritten(Query query) throws Exception {
    for (Format format : List.of(Format.JSON, Format.MSGPACK)) {
      Query again = CODEC.query(Codec.encode(query, format), format.contentType());
      assertEquals(query, again);
    }
    assertEquals(query, QueryForm.read(QueryForm.write(query)));
  }

  @Test
  void numbersKeepTheirDigitsInJson() throws Exception {
    String json = "{'find':'any','where':{'op':'above','number':8.50}}".replace('\'', '"');
    assertEquals(json, new String(Codec.encode(read(json), Format.JSON), UTF_8));
  }

  @Test
  void everyFindAndTermHasItsWord() throws Exception {
    for (Find find : Find.values()) {
      String json =
          "{\"find\":\"%s\",\"where\":{\"relation\":\"above\"},\"than\":{\"number\":1},"
                  .formatted(find.code())
              + "\"over\":{\"calendar\":\"today\"}}";
      assertEquals(find, read(json).find());
    }
    for (Span.Term term : Span.Term.values()) {
      assertEquals(
          new Span.Calendar(term),
          read("{\"find\":\"value\",\"over\":{\"calendar\":\"%s\"}}".formatted(term.code()))
              .over());
    }
  }

  @Test
  void aSingleTextStandsForAListOfOneAndCaseIsNotKept() throws Exception {
    Query one = read("{\"find\":\"value\",\"scope\":{\"thing\":\"Boiler 3\",\"like\":[\"A\"]}}");
    assertEquals(
        Query.of(Find.VALUE, Scope.ALL.withThings(List.of("boiler 3")).withLike(List.of("a"))),
        one);
    assertEquals(
        "{\"find\":\"value\",\"scope\":{\"thing\":\"boiler 3\",\"like\":\"a\"}}",
        new String(Codec.encode(one, Format.JSON), UTF_8));
  }

  @Test
  void usualValuesSaidAloudMeanWhatSilenceMeans() throws Exception {
    assertEquals(
        Query.of(Find.VALUE, Scope.ALL),
        read(
            "{\"find\":\"value\",\"scope\":{\"thing\":[],\"not\":[]},\"where\":null,\"top\":1.0,"
                + "\"unit\":null,\"later\":null}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                    | query",
        "{}                                                    | query.find",
        "{'find':7}                                            | query.find",
        "{'find':'MAX'}                                        | query.find",
        "{'find':'median'}                                     | query.find",
        "{'find':'value','room':'x'}                           | query.room",
        "{'find':'value','scope':'x'}                          | query.scope",
        "{'find':'value','scope':{'room':'x'}}                 | query.scope.room",
        "{'find':'value','scope':{'thing':7}}                  | query.scope.thing",
        "{'find':'value','scope':{'thing':[7]}}                | query.scope.thing",
        "{'find':'value','scope':{'like':['a',' ']}}           | query.scope.like",
        "{'find':'value','scope':{'class':''}}                 | query.scope.class",
        "{'find':'value','scope':{'not':{}}}                   | query.scope.not",
        "{'find':'value','scope':{'not':[{'not':[]}]}}         | query.scope.not.not",
        "{'find':'value','scope':{'not':[{'place':true}]}}     | query.scope.not.place",
        "{'find':'any'}                                        | query.where",
        "{'find':'any','where':{}}                             | query.where",
        "{'find':'any','where':{'not':true}}                   | query.where",
        "{'find':'any','where':{'state':'on','op':'above'}}    | query.where",
        "{'find':'any','where':{'state':'on','unit':'V'}}      | query.where.unit",
        "{'find':'any','where':{'state':' '}}                  | query.where.state",
        "{'find':'any','where':{'state':true}}                 | query.where.state",
        "{'find':'any','where':{'state':'on','not':1}}         | query.where.not",
        "{'find':'any','where':{'op':'over','number':1}}       | query.where.op",
        "{'find':'any','where':{'op':'above'}}                 | query.where.number",
        "{'find':'any','where':{'op':'above','number':'8'}}    | query.where.number",
        "{'find':'any','where':{'op':'above','number':8,'unit':''}} | query.where.unit",
        "{'find':'any','where':{'low':2}}                      | query.where.high",
        "{'find':'any','where':{'low':2,'high':1.9}}           | query.where.low",
        "{'find':'any','where':{'limit':'top'}}                | query.where.limit",
        "{'find':'any','where':{'relation':'above'}}           | query.than",
        "{'find':'compare','than':{'number':1},'where':{'state':'on'}} | query.where",
        "{'find':'value','over':{}}                            | query.over",
        "{'find':'value','over':{'last':'PT1H','ago':'PT1H'}}  | query.over",
        "{'find':'value','over':{'last':'1h'}}                 | query.over.last",
        "{'find':'value','over':{'last':'PT0S'}}               | query.over.last",
        "{'find':'value','over':{'last':'-PT1H'}}              | query.over.last",
        "{'find':'value','over':{'last':'P'}}                  | query.over.last",
        "{'find':'value','over':{'last':'P1DT'}}               | query.over.last",
        "{'find':'value','over':{'ago':'P732D'}}               | query.over.ago",
        "{'find':'value','over':{'ago':'P999999999DT999999999H'}} | query.over.ago",
        "{'find':'value','over':{'calendar':'tomorrow'}}       | query.over.calendar",
        "{'find':'value','over':{'since':'6:00'}}              | query.over.since",
        "{'find':'value','over':{'since':'24:00'}}             | query.over.since",
        "{'find':'value','over':{'at':'06:00','day':'this-week'}} | query.over.day",
        "{'find':'value','over':{'since':'06:00','day':'today'}} | query.over.day",
        "{'find':'value','over':{'from':'2026-11-01T10:00:00Z'}} | query.over.to",
        "{'find':'value','over':{'from':'2026-11-01T10:00:00Z','to':'2026-11-01T10:00:00Z'}} "
            + "| query.over.from",
        "{'find':'value','over':{'from':'2020-11-01T10:00:00Z','to':'2026-11-01T10:00:00Z'}} "
            + "| query.over",
        "{'find':'changes'}                                    | query.over",
        "{'find':'times','where':{'state':'on'}}               | query.over",
        "{'find':'difference'}                                 | query.than",
        "{'find':'ratio','than':{}}                            | query.than",
        "{'find':'ratio','than':{'number':1,'scope':{}}}       | query.than",
        "{'find':'ratio','than':{'number':true}}               | query.than.number",
        "{'find':'ratio','than':{'ownLimit':false}}            | query.than.ownLimit",
        "{'find':'ratio','than':{'scope':{'like':''}}}         | query.than.scope.like",
        "{'find':'ratio','than':{'over':{'last':'PT0S'}}}      | query.than.over.last",
        "{'find':'ratio','than':{'scope':{},'unit':'V'}}       | query.than.unit",
        "{'find':'max','top':0}                                | query.top",
        "{'find':'max','top':21}                               | query.top",
        "{'find':'max','top':1.5}                              | query.top",
        "{'find':'max','unit':' '}                             | query.unit",
      })
  void aRefusalNamesTheField(String json, String field) {
    CodecException refused = assertThrows(CodecException.class, () -> read(json.strip()));
    assertEquals(field, refused.field(), refused.text());
    assertEquals(Codes.MALFORMED, refused.code());
    assertTrue(refused.text().startsWith(field), refused.text());
    assertTrue(refused.text().contains("must"), refused.text());
  }

  @Test
  void listsAndTextsHaveTheirBounds() throws Exception {
    assertEquals(32, scope("thing", Collections.nCopies(32, "a")).things().size());
    refused("query.scope.thing", "thing", Collections.nCopies(33, "a"));
    assertEquals(List.of("a".repeat(200)), scope("like", "a".repeat(200)).like());
    refused("query.scope.like", "like", "a".repeat(201));
    assertEquals(32, scope("not", Collections.nCopies(32, Map.of())).not().size());
    refused("query.scope.not", "not", Collections.nCopies(33, Map.of()));
    assertEquals("u".repeat(32), QueryForm.read(unit("u".repeat(32))).unit());
    CodecException unit =
        assertThrows(CodecException.class, () -> QueryForm.read(unit("u".repeat(33))));
    assertEquals("query.unit", unit.field());
    assertEquals(
        Duration.ofDays(731),
        ((Span.Last) read("{'find':'value','over':{'last':'P731D'}}").over()).length());
  }

  @Test
  void dataOfJavaIsNumberOnlyWhereItIsOne() {
    Map<String, Object> tree =
        Map.of("find", "any", "where", Map.of("op", "above", "number", Double.NaN));
    CodecException refused = assertThrows(CodecException.class, () -> QueryForm.read(tree));
    assertEquals("query.where.number", refused.field());
  }

  private static Map<String, Object> unit(String unit) {
    return Map.of("find", "value", "unit", unit);
  }

  private static Scope scope(String field, Object value) throws CodecException {
    return QueryForm.read(Map.of("find", "value", "scope", Map.of(field, value))).scope();
  }

  private static void refused(String path, String field, Object value) {
    assertEquals(path, assertThrows(CodecException.class, () -> scope(field, value)).field());
  }

  private static Query read(String json) throws CodecException {
    return CODEC.query(json.replace('\'', '"').getBytes(UTF_8), null);
  }
}
