package io.parley.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.client.parameter.ClientInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionAttributeStore;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.auth.ModifiableDefaultPermissions;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import io.parley.access.AccessRules;
import io.parley.access.AccessRules.Loopback;
import io.parley.access.Rights;
import io.parley.access.Role;
import io.parley.access.Users;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a client whose password is checked too late. */
final class DoorkeeperTest {
  @TempDir private Path folder;
  @AutoClose private final PasswordChecks checks = new PasswordChecks();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final Queue<List<Object>> asynchronous = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private volatile Async.Status status = Async.Status.RUNNING;
  private Doorkeeper doorkeeper;

  @BeforeEach
  void open() throws Exception {
    Path file =
        Files.write(folder.resolve("users"), List.of(Users.line("kiln", Role.DEVICE, "hot")));
    AccessRules access =
        new AccessRules(
            Users.read(file, List.of()), Loopback.OPERATOR, new Rights("parley/v1", "plant1"));
    House house = new House(access, BrokerLimits.USUAL, BrokerEvents.NONE, null, System::nanoTime);
    house.open(true);
    doorkeeper = new Doorkeeper(house, checks);
    checks.take(
        "busy",
        () -> {
          begun.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    begun.await();
  }

  /** An object that gives these answers, and says what else it was asked to do. */
  private <T> T that(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (answers.containsKey(method.getName())) {
                return answers.get(method.getName());
              }
              if (method.getName().equals("getStatus")) {
                return status;
              }
              if (method.getName().equals("async")) {
                asynchronous.add(Arrays.asList(arguments));
                return that(Async.class, Map.of());
              }
              said.add(method.getName());
              return null;
            }));
  }

  private SimpleAuthInput input() {
    ConnectPacket connect =
        that(
            ConnectPacket.class,
            Map.of(
                "getUserName", Optional.of("kiln"),
                "getPassword",
                    Optional.of(ByteBuffer.wrap("cold".getBytes(StandardCharsets.UTF_8)))));
    ConnectionAttributeStore marked =
        that(
            ConnectionAttributeStore.class,
            Map.of("get", Optional.of(ByteBuffer.wrap(new byte[] {1}))));
    ConnectionInformation connection =
        that(
            ConnectionInformation.class,
            Map.of(
                "getConnectionAttributeStore", marked,
                "getClientTlsInformation", Optional.empty(),
                "getInetAddress", Optional.of(InetAddress.getLoopbackAddress())));
    return that(
        SimpleAuthInput.class,
        Map.of(
            "getConnectPacket", connect,
            "getConnectionInformation", connection,
            "getClientInformation",
                that(ClientInformation.class, Map.of("getClientId", "kiln-1"))));
  }

  private SimpleAuthOutput output() {
    return that(
        SimpleAuthOutput.class,
        Map.of("getDefaultPermissions", that(ModifiableDefaultPermissions.class, Map.of())));
  }

  /** The checks are through with everything that was given to them before. */
  private void wentThrough() throws InterruptedException {
    CountDownLatch through = new CountDownLatch(1);
    assertTrue(checks.take("127.0.0.1", through::countDown));
    go.countDown();
    through.await();
  }

  @Test
  void itHearsThatTheServerIsBusyAndIsNotCalledUnauthorised() throws Exception {
    doorkeeper.onConnect(input(), output());
    assertEquals(
        List.of(Duration.ofSeconds(10), TimeoutFallback.FAILURE, ConnackReasonCode.SERVER_BUSY),
        asynchronous.remove().subList(0, 3));
    wentThrough();
    assertEquals(List.of("setDefaultBehaviour", "failAuthentication", "resume"), List.copyOf(said));
  }

  @Test
  void itsPasswordIsNotCheckedAnyMore() throws Exception {
    doorkeeper.onConnect(input(), output());
    status = Async.Status.CANCELED;
    wentThrough();
    assertEquals(List.of("setDefaultBehaviour", "resume"), List.copyOf(said));
  }
}
