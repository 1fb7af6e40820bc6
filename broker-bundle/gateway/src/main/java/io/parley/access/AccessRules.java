package io.parley.access;

import io.parley.access.Admission.Admitted;
import io.parley.access.Admission.Refused;
import io.parley.message.Codes;
import io.parley.message.Reason;
import io.parley.mqttentrance.ReplyRights;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is. On loopback a client without credentials is the local operator, unless the rule
 * is {@link Loopback#AUTHENTICATED}; from anywhere else nobody is anybody without credentials.
 */
public final class AccessRules implements ReplyRights {
  /** What a client on this machine needs. */
  public enum Loopback {
    /** Without credentials it is the local operator. */
    OPERATOR,
    /** It must say who it is. */
    AUTHENTICATED
  }

  private final Users users;
  private final Loopback loopback;
  private final Rights rights;
  private final String nodeName;

  /** Remembers who has shown the right password, so that a reconnect storm is cheap. */
  private final Map<String, byte[]> verified = new ConcurrentHashMap<>();

  private final byte[] memoryKey = new byte[32];

  /**
   * The rules of one node.
   *
   * @param users who has an account
   * @param loopback what a client on this machine needs
   * @param rights what each may then do
   */
  public AccessRules(Users users, Loopback loopback, Rights rights) {
    this(users, loopback, rights, "");
  }

  /**
   * The rules of one node that has a name of its own.
   *
   * @param users who has an account
   * @param loopback what a client on this machine needs
   * @param rights what each may then do
   * @param nodeName what the node is called among agents; empty: nothing
   */
  public AccessRules(Users users, Loopback loopback, Rights rights, String nodeName) {
    this.users = users;
    this.loopback = loopback;
    this.rights = rights.with(this::foreign);
    this.nodeName = nodeName;
    new SecureRandom().nextBytes(memoryKey);
  }

  /** What each may do. */
  public Rights rights() {
    return rights;
  }

  /** What this node is called among agents; empty: nothing. */
  public String nodeName() {
    return nodeName;
  }

  /**
   * Whether a client of this principal may have this client id: it must not be the name of another
   * user or of this node, whose answers go by that name.
   */
  public boolean mayCallItself(Principal principal, String client) {
    return principal.equals(Principal.NODE) || !foreign(new Who(principal, client));
  }

  private boolean foreign(Who who) {
    String client = who.client();
    return !client.equals(who.principal().name())
        && (client.equals(nodeName) || named(client).isPresent());
  }

  /** The principal of this name: a user, the local operator, or this node. */
  public Optional<Principal> named(String name) {
    if (name.equals(Principal.NODE.name())) {
      return Optional.of(Principal.NODE);
    }
    return name.equals(Principal.LOCAL.name())
        ? Optional.of(Principal.LOCAL)
        : Optional.ofNullable(users.principal(name));
  }

  /** Whether agents of any name may run under this principal: it is an operator, or this node. */
  public boolean mayActForOthers(String principal) {
    return named(principal)
        .filter(known -> known.role() == Role.OPERATOR || known.role() == Role.NODE)
        .isPresent();
  }

  /** Whether it may pass the questions of others on, with their facts, path and origin. */
  public boolean mayPassOn(String principal) {
    return mayActForOthers(principal)
        || named(principal).filter(known -> known.role() == Role.GATEWAY).isPresent();
  }

  @Override
  public boolean mayRead(String client, String principal, String topic) {
    return named(principal).filter(p -> rights.mayRead(new Who(p, client), topic)).isPresent();
  }

  @Override
  public boolean mayPublish(String client, String principal, String topic) {
    return named(principal).filter(p -> rights.mayPublish(new Who(p, client), topic)).isPresent();
  }

  /** Whether {@link #admit} may take tens of milliseconds: there is a password to verify. */
  public boolean slow(Caller caller) {
    return caller.password() != null && caller.user() != null && !remembered(caller);
  }

  /**
   * Says who the caller is. A verified certificate rules over a user name; a user name without a
   * password is refused everywhere.
   */
  public Admission admit(Caller caller) {
    if (caller.certificateName() != null) {
      Principal known = users.principal(caller.certificateName());
      return known != null
          ? new Admitted(known)
          : refused(Codes.UNAUTHORISED, "the certificate's common name must be a user's name");
    }
    if (caller.nameless()) {
      return nameless(caller.peer());
    }
    String user = caller.user();
    byte[] password = caller.password();
    if (user == null || password == null) {
      return refused("bad-credentials", "user name and password must come together");
    }
    if (!remembered(caller) && !users.verify(user, password)) {
      return refused("bad-credentials", "user name or password is wrong");
    }
    verified.put(user, fingerprint(user, password));
    Principal principal = users.principal(user);
    return principal == null
        ? refused("bad-credentials", "user name or password is wrong")
        : new Admitted(principal);
  }

  private Admission nameless(@Nullable InetAddress peer) {
    if (peer == null || !peer.isLoopbackAddress()) {
      return refused(Codes.UNAUTHORISED, "a client from another machine must give credentials");
    }
    return loopback == Loopback.OPERATOR
        ? new Admitted(Principal.LOCAL)
        : refused(Codes.UNAUTHORISED, "loopback is set to authenticated: give credentials");
  }

  private boolean remembered(Caller caller) {
    String user = caller.user();
    byte[] password = caller.password();
    if (user == null || password == null) {
      return false;
    }
    byte[] known = verified.get(user);
    return known != null && MessageDigest.isEqual(known, fingerprint(user, password));
  }

  private byte[] fingerprint(String user, byte[] password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(memoryKey, "HmacSHA256"));
      mac.update(user.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(password);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  private static Refused refused(String code, String text) {
    return new Refused(new Reason(code, text));
  }
}
