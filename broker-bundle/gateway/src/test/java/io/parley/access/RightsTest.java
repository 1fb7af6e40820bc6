package io.parley.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RightsTest {
  private static final Rights RIGHTS = new Rights("parley/v1", "plant1");
  private static final Principal KILN =
      new Principal(
          "kiln",
          Role.DEVICE,
          List.of("plant/{user}/#", "log/{client}"),
          List.of("plant/{user}/set"));
  private static final Map<String, Who> WHO =
      Map.of(
          "device", new Who(KILN, "kiln-1"),
          "agent", new Who(Principal.of("expert", Role.AGENT), "expert-1"),
          "gateway", new Who(Principal.of("gw2", Role.GATEWAY), "gw2-up"),
          "local", new Who(Principal.LOCAL, "anything"),
          "node", new Who(Principal.NODE, "parley-router"));

  @ParameterizedTest
  @CsvSource({
    "device,  parley/v1/plant1/ask/any,            true",
    "device,  parley/v1/plant1/ask/boiler/3,       true",
    "device,  parley/v1/plant2/ask/any,            false",
    "device,  parley/v1/plant1/work/any,           false",
    "device,  parley/v1/plant1/answer/kiln-1,      false",
    "device,  parley/v1/plant1/card/kiln,          false",
    "device,  parley/v1/plant1/protocol/x,         false",
    "device,  parley/v1/plant1/to/gw,              false",
    "device,  plant/kiln/temperature,              true",
    "device,  plant/kiln,                          true",
    "device,  plant/mixer/temperature,             false",
    "device,  log/kiln-1,                          true",
    "device,  log/other,                           false",
    "device,  anything,                            false",
    "device,  $SYS/x,                              false",
    "agent,   parley/v1/plant1/answer/asker,       true",
    "agent,   parley/v1/plant1/to/gw,              true",
    "agent,   parley/v1/plant1/card/expert,        true",
    "agent,   parley/v1/plant1/card/gw,            false",
    "agent,   parley/v1/plant1/status/expert,      true",
    "agent,   parley/v1/plant1/status/gw,          false",
    "agent,   parley/v1/plant1/protocol/c/sig/k,   true",
    "agent,   parley/v1/plant1/work/x,             false",
    "agent,   plant/x,                             false",
    "gateway, parley/v1/hq/ask/any,                true",
    "gateway, parley/v1/below/card/child,          true",
    "gateway, parley/v1/below/work/x,              false",
    "gateway, plant/x,                             false",
    "local,   anything/at/all,                     true",
    "local,   parley/v1/plant1/work/any,           true",
    "local,   $SYS/x,                              false",
    "node,    parley/v1/plant1/work/any,           true",
  })
  void whoMayPublishWhere(String who, String topic, boolean may) {
    assertEquals(may, RIGHTS.mayPublish(WHO.get(who), topic));
  }

  @ParameterizedTest
  @CsvSource({
    "device,  parley/v1/plant1/answer/kiln-1,      true",
    "device,  parley/v1/plant1/answer/kiln,        true",
    "device,  parley/v1/plant1/answer/kiln-1/#,    true",
    "device,  parley/v1/plant1/answer/+,           false",
    "device,  parley/v1/plant1/answer/#,           false",
    "device,  parley/v1/plant1/answer/mixer,       false",
    "device,  parley/v1/plant1/ask/#,              false",
    "device,  parley/v1/plant1/card/+,             false",
    "device,  plant/kiln/set,                      true",
    "device,  plant/+/set,                         false",
    "device,  plant/kiln/+,                        false",
    "device,  #,                                   false",
    "device,  +/kiln/set,                          false",
    "device,  $share/g/plant/kiln/set,             true",
    "device,  $share/g/#,                          false",
    "device,  $share/#,                            false",
    "device,  $share/+/plant/kiln/set,             false",
    "device,  $share//plant/kiln/set,              false",
    "device,  $share/g/,                           false",
    "device,  $share/g/$share/h/plant/kiln/set,    false",
    "device,  $sharex/g/plant/kiln/set,            false",
    "device,  $SYS/#,                              false",
    "agent,   parley/v1/plant1/work/boiler/#,      true",
    "agent,   $share/experts/parley/v1/plant1/work/#, true",
    "agent,   parley/v1/plant1/to/expert,          true",
    "agent,   parley/v1/plant1/to/+,               false",
    "agent,   parley/v1/+/card/+,                  true",
    "agent,   parley/v1/plant1/protocol/#,         true",
    "agent,   parley/v1/plant1/ask/#,              false",
    "agent,   parley/v1/+/+/+,                     false",
    "gateway, parley/v1/hq/answer/gw2-up,          true",
    "gateway, parley/v1/hq/answer/other,           false",
    "gateway, parley/v1/hq/ask/#,                  false",
    "local,   #,                                   true",
    "local,   $SYS/#,                              false",
    "node,    parley/v1/plant1/ask/#,              true",
  })
  void whoMaySubscribeToWhat(String who, String filter, boolean may) {
    assertEquals(may, RIGHTS.maySubscribe(WHO.get(who), filter));
  }

  @ParameterizedTest
  @CsvSource({
    "device,  plant/kiln/state,                    true",
    "device,  plant/mixer/state,                   false",
    "device,  parley/v1/plant1/ask/any,            false",
    "agent,   parley/v1/plant1/status/expert,      true",
    "agent,   parley/v1/plant1/status/gw,          false",
    "agent,   parley/v1/plant1/to/gw,              false",
    "local,   parley/v1/plant1/ask/any,            false",
    "local,   plant/x,                             true",
    "node,    parley/v1/plant1/status/gw,          true",
  })
  void whoMayLeaveAWillWhere(String who, String topic, boolean may) {
    assertEquals(may, RIGHTS.mayLeaveWill(WHO.get(who), topic));
  }

  @ParameterizedTest
  @CsvSource({"+", "#", "a/b", "kiln-1/#", "'a b'", "{user}", "$x"})
  void aClientIdNeverWidensARight(String client) {
    Who evil = new Who(KILN, client);
    assertFalse(RIGHTS.maySubscribe(evil, "parley/v1/plant1/answer/mixer"));
    assertFalse(RIGHTS.maySubscribe(evil, "parley/v1/plant1/answer/" + client));
    assertFalse(RIGHTS.mayPublish(evil, "log/other"));
    assertTrue(RIGHTS.maySubscribe(evil, "parley/v1/plant1/answer/kiln"));
  }

  @ParameterizedTest
  @CsvSource({"a/#/b", "a/b#", "a+/b", "a/#x", "''"})
  void whatIsNoFilterIsNeverGranted(String filter) {
    assertFalse(RIGHTS.maySubscribe(WHO.get("local"), filter));
    assertFalse(RIGHTS.maySubscribe(WHO.get("local"), "$share/g/" + filter));
  }

  @Test
  void aTopicNameIsNeverAFilter() {
    for (String topic : List.of("a/+", "#", "", "a\0b", "x".repeat(257))) {
      assertFalse(RIGHTS.mayPublish(WHO.get("local"), topic), topic);
    }
    assertTrue(RIGHTS.mayPublish(WHO.get("local"), "x".repeat(256)));
  }
}
