package io.parley.ladder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.mqtt.MqttMessage;
import io.parley.protocol.Cid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that takes from above only what somebody asks for. */
final class LinkTest {
  private static final String ABOVE = "parley/v1/hq/protocol/";

  private final FakeBroker broker = new FakeBroker();
  private final List<String> heard = new ArrayList<>();
  private final Link link =
      new Link(broker.session("gw"), LadderRig.TOPICS, "hq", new Passing(true, Passing.Down.ASKED));

  private static Cid cid(String of) {
    return Cid.of(of.getBytes(UTF_8));
  }

  private void publish(String topic) {
    broker.publish(MqttMessage.retained(topic, topic.getBytes(UTF_8), "text/plain"));
  }

  @Test
  void madeUpIdsDoNotPushOutWhatIsInUse() {
    Cid used = cid("used");
    publish(ABOVE + used);
    link.start(message -> heard.add(message.topic()), List::of).join();
    link.ask(used);
    for (int i = 0; i < 2_000; i++) {
      link.ask(cid("made up " + i));
    }
    publish(ABOVE + used + "/state");
    assertEquals(List.of(ABOVE + used, ABOVE + used + "/state"), heard);

    link.ask(cid("later"));
    publish(ABOVE + cid("later"));
    assertEquals(ABOVE + cid("later"), heard.get(2), "there is room for what is real");
  }

  @Test
  void nothingInUseMakesRoom() {
    link.start(message -> heard.add(message.topic()), List::of).join();
    for (int i = 0; i < 600; i++) {
      publish(ABOVE + cid("real " + i));
      link.ask(cid("real " + i));
    }
    heard.clear();
    publish(ABOVE + cid("real 0") + "/state");
    publish(ABOVE + cid("real 599") + "/state");
    assertEquals(List.of(ABOVE + cid("real 0") + "/state"), heard);
  }
}
