package io.parley.documents;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What kind of thing a question asks for, and how a text shows that it has it. */
enum Attribute {
  /** How it is at this moment, which no document knows. */
  NOW(
      "\\b(now|currently|at the moment|right now|today|tomorrow|yesterday|so far)\\b"
          + "|^(is|are|was|were|did|has|have)\\b.*\\b(open|closed|shut|on|off|running|free|empty|full|ok|locked|occupied)\\W*$",
      "(?!)"),
  /** What it costs. */
  MONEY(
      "\\b(cost|costs|price|expensive|cheap|pay|fee)\\b",
      "[€$£]|\\b(euros?|pounds?|dollars?|cents?|free of charge)\\b"),
  /** How long it takes. */
  DURATION(
      "\\bhow (long|many (seconds|minutes|hours|days|weeks|months))\\b",
      "\\b(seconds?|minutes?|min|hours?|days?|weeks?|months?|years?|weekend|overnight)\\b"),
  /** How often it is done. */
  FREQUENCY(
      "\\bhow (often|regularly|frequently|many times)\\b",
      "\\b(every|each|once|twice|per|daily|weekly|monthly|yearly|quarterly|annually|times)\\b"),
  /** How hot it is or must be. */
  TEMPERATURE(
      "\\b(how (hot|warm|cold|cool)|(what|which) temperature|temperature (for|of))\\b",
      "°|\\bdegrees?\\b"),
  /** How fast. */
  SPEED("\\bhow fast\\b|\\bspeed\\b", "\\b(km/h|m/s|mph|rpm)"),
  /** How far, deep or high. */
  LENGTH(
      "\\bhow (far|deep|high|wide|tall|thick|big|large)\\b",
      "[0-9] ?(mm|cm|m|km)\\b|\\b(metres?|meters?|centimetres?|kilometres?|millimetres?)\\b"),
  /** How old. */
  AGE(
      "\\bhow old\\b|\\b(built|made|bought|founded|last replaced)\\b",
      "\\b(year|years|age|old|since|in (19|20)[0-9]{2})\\b"),
  /** How much or how many. */
  AMOUNT(
      "\\bhow (much|many)\\b|\\b(limit|amount|percentage|set point|pressure|humidity|value)\\b",
      "[0-9]|\\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|thirds?)\\b"),
  /** When, at what time or on what condition. */
  TIME(
      "\\bwhen\\b|\\bwhat (time|day|date|month)\\b",
      "\\b(mon|tues|wednes|thurs|fri|satur|sun)days?\\b|\\b(january|february|march|april|may|june|july"
          + "|august|september|october|november|december|spring|summer|autumn|winter|morning|evening"
          + "|noon|midnight|night|hours?|minutes?|days?|weeks?|o'clock|before|after|until|once|every|when|if|as soon as|above|below|less than)\\b"
          + "|[0-9]{1,2}:[0-9]{2}"),
  /** A number to call or a person. */
  PERSON(
      "\\b(who|whom|whose|phone|call)\\b",
      "\\b(manager|supervisor|engineer|technician|officer|team|desk|office|reception|phone|extension"
          + "|inspector|mr|ms|mrs|dr|staff|gatehouse|company|manufacturer|restorer)\\b|\\bcall [0-9]"),
  /** Where. */
  PLACE("\\bwhere\\b", "\\b(in|on|at|behind|under|beside|next|near|inside|outside|from)\\b"),
  /** How to do it. */
  PROCEDURE(
      "\\bhow (do|can|should|to|must|is|are)\\b|\\bwhat (should|do|must) (i|we|you|one) do\\b"
          + "|\\b(steps|procedure|instructions)\\b",
      "\\b(use|wipe|turn|press|open|close|remove|clean(ed)?|rinse|wash(ed)?|dry|check|switch|put|add|let|wait"
          + "|take(n)?|pull|push|lift(ed)?|set|fill|drain|brush|dust|apply|keep|hold|call|ask|wear|stop|start"
          + "|never|do not|replaced?|scrap(e|ed)|scrub|spray|count|feed|report|sign|book|lower(ed)?|store"
          + "|covered|neutralise|trickle|come off|done)\\b");

  private final Pattern asked;
  private final Pattern given;

  Attribute(String asked, String given) {
    this.asked = Pattern.compile(asked);
    this.given = Pattern.compile(given);
  }

  /** What the question asks for; absent if that cannot be told. */
  static @Nullable Attribute of(String question) {
    String lower = question.toLowerCase(Locale.ROOT).strip();
    for (Attribute attribute : values()) {
      if (attribute.asked.matcher(lower).find()) {
        return attribute;
      }
    }
    return null;
  }

  /** Whether the text has what is asked for. */
  boolean in(String text) {
    return given.matcher(text.toLowerCase(Locale.ROOT)).find();
  }
}
