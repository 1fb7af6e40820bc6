package io.parley.broker;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission;
import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.auth.DefaultAuthorizationBehaviour;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.packets.connect.WillPublishPacket;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import io.parley.access.Admission;
import io.parley.access.Caller;
import io.parley.access.Principal;
import io.parley.access.Who;
import io.parley.message.Codes;
import io.parley.message.Reason;
import io.parley.message.Shown;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets clients in, or says why not. Passwords are verified beside the broker's own threads. */
final class Doorkeeper implements SimpleAuthenticator {
  private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);
  private static final long NODES_QUEUE = 100_000;
  private static final Reason STARTING = new Reason("starting", "this node is not ready yet");
  private static final String TOO_MANY = "too many clients give passwords at once: try again";
  private static final String IN_USE = "client-in-use";
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final House house;
  private final PasswordChecks passwords;
  private final FailedLogins failures;

  Doorkeeper(House house, PasswordChecks passwords) {
    this.failures = new FailedLogins(house.nanoTime());
    this.house = house;
    this.passwords = passwords;
  }

  @Override
  public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
    output.getDefaultPermissions().setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
    Caller caller = caller(input);
    if (!House.throttled(input.getConnectionInformation())) {
      refuse(caller, output, ConnackReasonCode.SERVER_UNAVAILABLE, STARTING);
    } else if (ownClient(caller)) {
      welcome(input, output, Principal.NODE);
    } else if (!house.open()) {
      refuse(caller, output, ConnackReasonCode.SERVER_UNAVAILABLE, STARTING);
    } else if (house.access().slow(caller)) {
      laterAdmit(input, output, caller);
    } else {
      admit(input, output, caller, () -> true);
    }
  }

  private void laterAdmit(SimpleAuthInput input, SimpleAuthOutput output, Caller caller) {
    Async<SimpleAuthOutput> later =
        output.async(LONGEST, TimeoutFallback.FAILURE, ConnackReasonCode.SERVER_BUSY, TOO_MANY);
    String source = House.source(input.getConnectionInformation());
    boolean taken =
        passwords.take(
            source,
            () -> {
              try {
                // Whoever was told that the server is busy is gone: a check would be for nobody.
                if (waits(later)) {
                  admit(input, output, caller, () -> waits(later));
                }
              } finally {
                later.resume();
              }
            });
    if (!taken) {
      refuse(caller, output, ConnackReasonCode.SERVER_BUSY, new Reason(Codes.BUSY, TOO_MANY));
      later.resume();
    }
  }

  private static boolean waits(Async<SimpleAuthOutput> later) {
    return later.getStatus() == Async.Status.RUNNING;
  }

  private void admit(
      SimpleAuthInput input, SimpleAuthOutput output, Caller caller, BooleanSupplier waits) {
    Admission admission = house.access().admit(caller);
    String source = House.source(input.getConnectionInformation());
    if (!waits.getAsBoolean()) {
      log.debug("client {} was answered before its password was checked", caller.client());
    } else if (admission instanceof Admission.Refused refused) {
      boolean bad = refused.reason().code().equals("bad-credentials");
      refuse(
          caller,
          output,
          bad ? ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD : ConnackReasonCode.NOT_AUTHORIZED,
          refused.reason());
      String user = caller.user() == null ? caller.certificateName() : caller.user();
      failures.failed(user, source, refused.reason().text(), house.nanoTime());
    } else if (admission instanceof Admission.Admitted admitted) {
      Principal principal = admitted.principal();
      Optional<Reason> will = refusedWill(input.getConnectPacket(), principal, caller.client());
      if (will.isPresent()) {
        refuse(caller, output, ConnackReasonCode.NOT_AUTHORIZED, will.get());
      } else {
        welcome(input, output, principal);
      }
    }
  }

  private void welcome(SimpleAuthInput input, SimpleAuthOutput output, Principal principal) {
    String client = input.getClientInformation().getClientId();
    Refusal refusal = refusal(input, client, principal);
    if (refusal != null) {
      output.failAuthentication(refusal.code(), refusal.reason().text());
      house.events().connectRefused(client, refusal.reason());
      return;
    }
    house.admit(input.getConnectionInformation(), principal);
    if (principal.equals(Principal.NODE)) {
      // What the broker has acknowledged and drops from a full queue is a question lost.
      output.getClientSettings().setClientQueueSizeMaximum(NODES_QUEUE);
    }
    input
        .getConnectPacket()
        .getWillPublish()
        .ifPresent(will -> output.getDefaultPermissions().add(toPublish(will.getTopic())));
    output.authenticateSuccessfully();
  }

  private record Refusal(ConnackReasonCode code, Reason reason) {}

  private @Nullable Refusal refusal(SimpleAuthInput input, String client, Principal principal) {
    if (!house.access().mayCallItself(principal, client)) {
      return new Refusal(
          ConnackReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
          new Reason(IN_USE, "this client id is the name of another user or of this node"));
    }
    ConnectPacket connect = input.getConnectPacket();
    boolean lasting = connect.getSessionExpiryInterval() > 0;
    return switch (house
        .sessions()
        .take(client, principal, lasting, connect.getCleanStart(), house.nanoTime())) {
      case TAKEN -> null;
      case OTHERS ->
          new Refusal(
              ConnackReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
              new Reason(IN_USE, "this client id is another user's"));
      case TOO_MANY -> {
        String rule = "sessions of one user must be at most " + house.limits().client().sessions();
        house.reached(
            Bound.SESSIONS,
            new Who(principal, client),
            House.source(input.getConnectionInformation()),
            rule);
        yield new Refusal(ConnackReasonCode.QUOTA_EXCEEDED, new Reason(Codes.BUSY, rule));
      }
      case NOT_KEPT ->
          new Refusal(
              ConnackReasonCode.SERVER_BUSY,
              new Reason(Codes.BUSY, "this node cannot write down whose this session is"));
    };
  }

  /**
   * The broker asks the default permissions alone about a Will, never the authorizer; what is
   * granted here was checked before. For a PUBLISH the authorizer still has the word.
   */
  private static TopicPermission toPublish(String willTopic) {
    return Builders.topicPermission()
        .topicFilter(willTopic)
        .type(TopicPermission.PermissionType.ALLOW)
        .activity(TopicPermission.MqttActivity.PUBLISH)
        .build();
  }

  /** A Will passes no interceptor: what would be stripped or refused there is refused here. */
  private Optional<Reason> refusedWill(ConnectPacket connect, Principal principal, String client) {
    WillPublishPacket will = connect.getWillPublish().orElse(null);
    if (will == null) {
      return Optional.empty();
    }
    if (!house.rights().mayLeaveWill(new Who(principal, client), will.getTopic())) {
      return Optional.of(
          new Reason(
              Codes.UNAUTHORISED,
              "Will topic '%s' must be one that this user may publish to"
                  .formatted(Shown.shortened(will.getTopic()))));
    }
    if (will.getRetain() && refusedRetained(will, principal)) {
      return Optional.of(
          new Reason(
              Codes.RETAINED,
              "a Will must not be retained on '%s', or not by this user"
                  .formatted(Shown.shortened(will.getTopic()))));
    }
    if (will.getUserProperties().asList().stream()
        .anyMatch(property -> Stamps.reserved(property.getName()))) {
      return Optional.of(
          new Reason(Codes.UNAUTHORISED, "user properties of a Will must not begin with parley-"));
    }
    int size = will.getPayload().map(ByteBuffer::remaining).orElse(0);
    if (house.rights().ours(will.getTopic()) && size > house.limits().rootPayloadBytes()) {
      return Optional.of(
          new Reason(
              Codes.OVERSIZE,
              "Will payload of %d bytes must be at most %d"
                  .formatted(size, house.limits().rootPayloadBytes())));
    }
    return Optional.empty();
  }

  private boolean refusedRetained(WillPublishPacket will, Principal principal) {
    int size = will.getPayload().map(ByteBuffer::remaining).orElse(0);
    return house.rights().transientOnly(will.getTopic())
        || !house.retained().keep(will.getTopic(), size, principal, house.nanoTime());
  }

  private void refuse(
      Caller caller, SimpleAuthOutput output, ConnackReasonCode code, Reason reason) {
    output.failAuthentication(code, reason.text());
    house.events().connectRefused(caller.client(), reason);
  }

  private boolean ownClient(Caller caller) {
    byte[] password = caller.password();
    return Principal.NODE.name().equals(caller.user())
        && password != null
        && MessageDigest.isEqual(password, house.secret().getBytes(StandardCharsets.US_ASCII));
  }

  private static Caller caller(SimpleAuthInput input) {
    ConnectPacket connect = input.getConnectPacket();
    ConnectionInformation connection = input.getConnectionInformation();
    return new Caller(
        input.getClientInformation().getClientId(),
        connect.getUserName().orElse(null),
        connect.getPassword().map(Doorkeeper::bytes).orElse(null),
        connection
            .getClientTlsInformation()
            .flatMap(ClientTlsInformation::getClientCertificate)
            .map(Doorkeeper::commonName)
            .orElse(null),
        connection.getInetAddress().orElse(null));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** The common name; empty, which is nobody's, if the subject has none. */
  private static @Nullable String commonName(X509Certificate certificate) {
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return String.valueOf(part.getValue());
        }
      }
    } catch (InvalidNameException e) {
      return "";
    }
    return "";
  }
}
