package io.parley.ladderbench;

import java.util.Map;

/** Natural language always. */
final class TalkArm implements Arm {
  private final Bill bill;
  private final Talk talk;

  TalkArm(World world, long seed) {
    bill = new Bill(seed);
    talk = new Talk(world, this);
  }

  @Override
  public String name() {
    return "talk";
  }

  @Override
  public Map<String, Object> ask(
      String asker, Llm model, Server server, Task task, Map<String, Object> data) {
    return talk.exchange(model, server, task, data).output();
  }

  @Override
  public Bill bill() {
    return bill;
  }
}
