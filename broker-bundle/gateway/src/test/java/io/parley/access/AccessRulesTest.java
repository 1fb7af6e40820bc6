package io.parley.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.access.AccessRules.Loopback;
import io.parley.access.Users.Grant;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessRulesTest {
  @TempDir private static Path folder;
  private static Users users = Users.NONE;

  @BeforeAll
  static void writeThePasswordFile() throws Exception {
    Path file = folder.resolve("users.txt");
    Files.write(
        file, List.of("# comment", "", Users.line("kiln", Role.DEVICE, "hot"), "cam agent -"));
    users = Users.read(file, List.of(new Grant("kiln", List.of("a/#"), List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "OPERATOR,      127.0.0.1,  ,     ,     ,     local",
    "OPERATOR,      ::1,        ,     ,     ,     local",
    "OPERATOR,      10.0.0.7,   ,     ,     ,     unauthorised",
    "OPERATOR,      ,           ,     ,     ,     unauthorised",
    "AUTHENTICATED, 127.0.0.1,  ,     ,     ,     unauthorised",
    "OPERATOR,      10.0.0.7,   kiln, hot,  ,     kiln",
    "AUTHENTICATED, 127.0.0.1,  kiln, hot,  ,     kiln",
    "OPERATOR,      127.0.0.1,  kiln, cold, ,     bad-credentials",
    "OPERATOR,      127.0.0.1,  kiln, ,     ,     bad-credentials",
    "OPERATOR,      127.0.0.1,  ,     hot,  ,     bad-credentials",
    "OPERATOR,      127.0.0.1,  cam,  -,    ,     bad-credentials",
    "OPERATOR,      127.0.0.1,  who,  hot,  ,     bad-credentials",
    "OPERATOR,      127.0.0.1,  parley-node, hot,, bad-credentials",
    "OPERATOR,      10.0.0.7,   ,     ,     cam,  cam",
    "OPERATOR,      10.0.0.7,   ,     ,     eve,  unauthorised",
    "OPERATOR,      127.0.0.1,  kiln, hot,  '',   unauthorised",
    "OPERATOR,      127.0.0.1,  ,     ,     parley-node, unauthorised",
    "OPERATOR,      127.0.0.1,  ,     ,     local, unauthorised",
  })
  void whoIsWho(
      Loopback loopback,
      @Nullable String peer,
      @Nullable String user,
      @Nullable String password,
      @Nullable String certificate,
      String outcome)
      throws Exception {
    AccessRules rules = new AccessRules(users, loopback, new Rights("parley/v1", "plant1"));
    Caller caller =
        new Caller(
            "c",
            user,
            password == null ? null : password.getBytes(StandardCharsets.UTF_8),
            certificate,
            peer == null ? null : InetAddress.getByName(peer));
    assertEquals(outcome, outcome(rules.admit(caller)));
    assertEquals(outcome, outcome(rules.admit(caller)), "the second time");
  }

  @Test
  void aPasswordIsVerifiedOnceAndThenRemembered() throws Exception {
    AccessRules rules =
        new AccessRules(users, Loopback.OPERATOR, new Rights("parley/v1", "plant1"));
    Caller right = caller("kiln", "hot");
    assertTrue(rules.slow(right));
    rules.admit(right);
    assertFalse(rules.slow(right));
    assertTrue(rules.slow(caller("kiln", "cold")));
    assertFalse(right.toString().contains("hot"));
  }

  @Test
  void aReplyTopicMustBeTheAskersToReadAndTheNamelessHasNone() {
    AccessRules rules =
        new AccessRules(users, Loopback.OPERATOR, new Rights("parley/v1", "plant1"));
    assertTrue(rules.mayRead("kiln-1", "kiln", "parley/v1/plant1/answer/kiln-1"));
    assertFalse(rules.mayRead("kiln-1", "kiln", "parley/v1/plant1/answer/mixer"));
    assertTrue(rules.mayPublish("kiln-1", "kiln", "a/b"));
    assertTrue(rules.mayRead("x", "local", "my/reply"));
    assertFalse(rules.mayRead("x", "", "my/reply"));
    assertFalse(rules.mayPublish("x", "nobody", "my/reply"));
  }

  @Test
  void aGrantBecomesPartOfThePrincipal() {
    AccessRules rules =
        new AccessRules(users, Loopback.OPERATOR, new Rights("parley/v1", "plant1"));
    assertEquals(List.of("a/#"), rules.named("kiln").orElseThrow().publish());
    assertEquals(Role.AGENT, rules.named("cam").orElseThrow().role());
    assertTrue(rules.named("nobody").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kiln device",
        "kiln device x y",
        "kiln king -",
        "kiln node -",
        "local operator -",
        "parley-node operator -",
        "a/b device -",
        "kiln device plaintext",
        "kiln device pbkdf2-sha256$1$AAAAAAAAAAAAAAAA$AAAA",
        "kiln device -\nkiln device -",
      })
  void aBrokenPasswordFileIsRefusedWithItsLine(String content) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "bad", ".txt"), content);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Users.read(file, List.of()));
    assertTrue(refused.getMessage().startsWith(file + ":"), refused.getMessage());
  }

  @Test
  void aGrantToNobodyIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("none.txt"), "");
    List<Grant> grants = List.of(new Grant("ghost", List.of(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> Users.read(file, grants));
  }

  @Test
  void theSamePasswordIsNeverHashedTheSame() {
    String one = Passwords.hash("p\u00e4ss");
    assertFalse(one.equals(Passwords.hash("p\u00e4ss")));
    assertTrue(Passwords.verify("p\u00e4ss".getBytes(StandardCharsets.UTF_8), one));
    assertFalse(Passwords.verify("pass".getBytes(StandardCharsets.UTF_8), one));
    assertFalse(Passwords.verify(new byte[] {(byte) 0xff}, one));
  }

  private static Caller caller(String user, String password) {
    return new Caller("c", user, password.getBytes(StandardCharsets.UTF_8), null, null);
  }

  private static String outcome(Admission admission) {
    return admission instanceof Admission.Admitted admitted
        ? admitted.principal().name()
        : ((Admission.Refused) admission).reason().code();
  }

  @Test
  void aClientIdThatIsSomebodyElsesNameGrantsNothing() throws Exception {
    Path file =
        java.nio.file.Files.write(
            folder.resolve("names"),
            java.util.List.of(
                Users.line("dev1", Role.DEVICE, "x"), Users.line("dev2", Role.DEVICE, "y")));
    AccessRules rules =
        new AccessRules(
            Users.read(file, java.util.List.of()),
            Loopback.OPERATOR,
            new Rights("parley/v1", "plant1"),
            "gw");
    Principal dev2 = rules.named("dev2").orElseThrow();
    for (String stolen : java.util.List.of("dev1", "gw", "local", "parley-node")) {
      assertFalse(rules.mayCallItself(dev2, stolen), stolen);
      assertFalse(
          rules.rights().mayRead(new Who(dev2, stolen), "parley/v1/plant1/answer/" + stolen));
    }
    assertTrue(rules.mayCallItself(dev2, "dev2"));
    assertTrue(rules.mayCallItself(dev2, "dev2-app"));
    assertTrue(rules.rights().mayRead(new Who(dev2, "app"), "parley/v1/plant1/answer/app"));
    assertTrue(rules.mayCallItself(Principal.NODE, "gw"));
  }
}
