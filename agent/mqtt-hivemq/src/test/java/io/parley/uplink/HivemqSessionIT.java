package io.parley.uplink;

import org.junit.jupiter.api.AutoClose;

final class HivemqSessionIT implements CarriesMessages, Subscribes, KeepsItsLine {
  @AutoClose private final SessionRig rig = new SessionRig(HivemqSession::of);

  @Override
  public SessionRig rig() {
    return rig;
  }
}
