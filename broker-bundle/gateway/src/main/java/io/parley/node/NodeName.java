package io.parley.node;

import io.parley.message.Tier;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** The name of a node that was given none: its tier and its host. */
final class NodeName {
  private static final int LONGEST = 48;

  private NodeName() {}

  static String of(@Nullable String given, Tier tier) {
    if (given != null) {
      return given;
    }
    String host = host().replaceAll("[^A-Za-z0-9_.-]", "-");
    String name = tier.word() + "-" + host;
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "local";
    }
  }
}
