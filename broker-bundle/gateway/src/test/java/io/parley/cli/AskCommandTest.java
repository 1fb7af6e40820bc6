package io.parley.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.message.Answer;
import io.parley.message.By;
import io.parley.message.Codes;
import io.parley.message.Route;
import io.parley.message.Status;
import io.parley.message.Tier;
import org.junit.jupiter.api.Test;

final class AskCommandTest {
  private static final By GATEWAY = new By("gw", Tier.GATEWAY, null, null, null);

  @Test
  void anAnswerTellsHowTheQuestionWasRead() {
    Answer answer =
        Answer.by(GATEWAY)
            .answered(Route.QUERY, "greenhouse: 23.6 °C")
            .confidence(0.99)
            .readAs("value of temperature of greenhouse")
            .build();
    assertEquals(
        """
        greenhouse: 23.6 °C
          read as value of temperature of greenhouse
          by gw (gateway), route query, confidence 0.99""",
        AskCommand.shown(answer));
  }

  @Test
  void whatNobodyGuessedIsNoBestGuess() {
    String why = "no 'sauna' is known here";
    Answer answer =
        Answer.by(GATEWAY).ended(Status.UNSURE, Codes.NOT_UNDERSTOOD, why).text(why).build();
    assertEquals(
        """
        unsure: no 'sauna' is known here
          by gw (gateway), route none""",
        AskCommand.shown(answer));
  }

  @Test
  void aGuessIsShownAsOneBesideWhyItIsNotSure() {
    Answer answer =
        Answer.by(GATEWAY)
            .ended(Status.UNSURE, Codes.LOW_CONFIDENCE, "its confidence is not calibrated")
            .route(Route.MODEL)
            .text("23.6 °C")
            .build();
    assertEquals(
        """
        unsure: its confidence is not calibrated
        best guess: 23.6 °C
          by gw (gateway), route model""",
        AskCommand.shown(answer));
  }
}
