package io.parley.routine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
  private static final List<Map<String, Object>> FACTS =
      List.of(
          Map.of("place", "boiler 3", "quantity", "temperature", "value", new BigDecimal("81.50")),
          Map.of("place", "boiler 2", "quantity", "temperature", "value", 71),
          Map.of("place", "boiler 2", "quantity", "pressure", "value", 2.4));

  @Test
  void looksUpAFactByTheBody() {
    Object reply =
        answer("{\"value\": facts[place = $$.body.place and quantity = \"temperature\"].value}");
    assertEquals("{value=81.50}", reply.toString());
  }

  @Test
  void comparesWholeAndDecimalNumbers() {
    assertEquals("81.50", answer("facts[quantity = 'temperature'].value^(>$)[0]").toString());
    assertEquals("71", answer("$min(facts[quantity = 'temperature'].value)").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$max(facts[quantity = 'temperature'].value)",
        "facts[quantity = 'temperature']^(>value)[0].place",
        "$count(facts[value > 50])",
        "$map([1..3], function($v) { $v * 2 })",
        "$reduce(facts.value, function($a, $b) { $a + $b })",
        "facts{quantity: $sum(value)}",
        "($t := facts[0].value; $t > 80 ? 'too hot' : 'fine')",
        "facts.value ~> $sum()",
        "$join(facts.place, ', ')",
        "$replace(body.place, 'boiler', 'b')",
        "$round(facts[0].value / 3, 2)"
      })
  void admitsWhatPeopleWrite(String expression) {
    assertTrue(!answer(expression).toString().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $eval("1")                                                  | function
          $now()                                                      | function
          $millis()                                                   | function
          $random()                                                   | function
          $shuffle([1,2])                                             | function
          $pad("x", 999999999)                                        | function
          $match("aaa", /(a+)+b/)                                     | function
          $contains(body.place, /(a+)+b/)                             | operator
          /a/                                                         | syntax
          [1..1000000]                                                | range
          [1..body.n]                                                 | range
          ($f := function($x) { $f($x) }; $f(1))                      | lambda
          function($f) { $f($f) }(function($f) { $f($f) })            | function
          $map([1], function($f) { $f(1) })                           | function
          ($s := $sum; $s([1]))                                       | variable
          ($sum := 1)                                                 | function
          $sum(?, 1)                                                  | operator
          **.value                                                    | operator
          facts.value.%.name                                          | operator
          facts@$f.value                                              | operator
          facts#$i.value                                              | operator
          $replace(body.place, "b", body.place)                       | function
          $unknown                                                    | variable
          $.(                                                         | syntax
          """)
  void refusesWhatIsNotOnTheList(String expression, String rule) {
    var refused = assertThrows(RoutineException.class, () -> Expression.of(expression));
    assertEquals(rule, refused.rule(), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $map([1..999], function($a) { $map([1..999], function($b) { $a * $b }) })       | steps
          $reduce([1..999], function($a, $b) { $a & $a }, "x")                            | memory
          ($a := "xxxxxxxx"; $b := $a&$a&$a&$a&$a&$a&$a&$a; $c := $b&$b&$b&$b&$b&$b&$b&$b; $d := $c&$c&$c&$c&$c&$c&$c&$c; $d&$d&$d) | memory
          [1..1000].([1..1000])                                                           | memory
          $append([1..1000], [1..1001])                                                   | memory
          facts[value > 1000].value                                                       | no-reply
          $number("x")                                                                    | evaluation
          1/0                                                                             | evaluation
          """)
  void endsWhatLoopsOrGrows(String expression, String rule) {
    var ended = assertThrows(RoutineException.class, () -> answer(expression));
    assertEquals(rule, ended.rule(), ended.getMessage());
  }

  @Test
  void endsAReplyThatIsTooLargeOrTooDeep() {
    assertEquals("output", ended("[1..1000].{\"a\": $, \"b\": $, \"c\": $, \"d\": $}").rule());
    String kilobytes =
        "($a := \"%s\"; $b := %s; ".formatted("x".repeat(512), times(8, "$a", " & "));
    assertEquals("output", ended(kilobytes + "[" + times(10, "$b", ", ") + "])").rule());
    assertEquals(4, ((List<?>) answer(kilobytes + "[" + times(4, "$b", ", ") + "])")).size());
    assertEquals("output", ended(nested(17)).rule());
    assertEquals(nested(16).replace("\"a\": ", "a="), answer(nested(16)).toString());
  }

  /** Text that nests is refused long before it is run; the meter stands behind that. */
  @Test
  void endsWhatGoesTooDeep() {
    Meter meter = new Meter();
    for (int i = 0; i < 1_000; i++) {
      meter.entered();
      meter.left(1);
    }
    for (int i = 0; i < 150; i++) {
      meter.entered();
    }
    assertEquals("depth", assertThrows(RoutineException.class, meter::entered).rule());
  }

  private static String nested(int deep) {
    return "{\"a\": ".repeat(deep) + "1" + "}".repeat(deep);
  }

  private static String times(int count, String part, String between) {
    return String.join(between, Collections.nCopies(count, part));
  }

  private static RoutineException ended(String expression) {
    return assertThrows(RoutineException.class, () -> answer(expression));
  }

  @Test
  void refusesTextThatIsTooLongOrTooDeep() {
    assertEquals("size", refused("1 + ".repeat(2_000) + "1").rule());
    assertEquals("size", refused("(".repeat(200) + "1" + ")".repeat(200)).rule());
    assertEquals("size", refused(" ").rule());
    assertEquals("syntax", refused("-".repeat(4_000) + "1").rule());
    assertEquals("operator", refused("facts ~> |$|{\"a\": 1}|").rule());
  }

  @Test
  void doesNotChangeWhatItIsGiven() {
    Map<String, Object> body = Map.of("place", "x");
    assertEquals(body, Expression.of("body").answer(new RoutineInput(body, List.of())));
  }

  private static RoutineException refused(String expression) {
    return assertThrows(RoutineException.class, () -> Expression.of(expression));
  }

  private static Object answer(String expression) {
    return Expression.of(expression)
        .answer(new RoutineInput(Map.of("place", "boiler 3", "n", 1_000_000_000), FACTS));
  }
}
