package io.parley.uplink;

import io.parley.paho.PahoSession;
import org.junit.jupiter.api.AutoClose;

final class PahoSessionIT implements CarriesMessages, Subscribes, KeepsItsLine {
  @AutoClose private final SessionRig rig = new SessionRig(PahoSession::of);

  @Override
  public SessionRig rig() {
    return rig;
  }
}
