package io.parley.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.message.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void signsWhatOnlyItsKeyVerifies() {
    Identity one = Identity.fresh();
    Signed signed = one.sign("statement");
    assertTrue(signed.holds("statement"));
    assertFalse(signed.holds("statement."));
    assertFalse(new Signed(Identity.fresh().key(), signed.signature()).holds("statement"));
    assertFalse(new Signed(one.key(), "!!!").holds("statement"));
    assertTrue(Ids.valid(one.key().id()));
  }

  @Test
  void verifiesTheTestVectorOfRfc8032() {
    // Section 7.1, TEST 1: the empty message.
    PublicKeyText key = new PublicKeyText("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    String signature =
        "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==";
    assertTrue(new Signed(key, signature).holds(""));
  }

  @Test
  void keepsItsKeyInAFile() {
    Path file = folder.resolve("deep/key");
    assertEquals(Identity.at(file).key(), Identity.at(file).key());
  }

  @Test
  void refusesAFileThatHoldsNoKey() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "not a key\n");
    assertThrows(IllegalStateException.class, () -> Identity.at(file));
  }

  @Test
  void trustsListedKeysOnly() {
    Identity one = Identity.fresh();
    assertTrue(new Signers.Listed(Set.of(one.key().id())).trust(one.key()));
    assertFalse(Signers.nobodyElse().trust(one.key()));
    assertTrue(new Signers.Anybody().trust(one.key()));
  }

  @Test
  void trustsTheKeysOfASettingOrEverybody() {
    Identity one = Identity.fresh();
    assertFalse(Signers.of(List.of()).trust(one.key()));
    assertTrue(Signers.of(List.of(one.key().id())).trust(one.key()));
    assertFalse(Signers.of(List.of(one.key().id())).trust(Identity.fresh().key()));
    assertTrue(Signers.of(List.of("*")).trust(one.key()));
    assertThrows(IllegalArgumentException.class, () -> Signers.of(List.of("no key!")));
  }

  @Test
  void whoAnswersWronglySinksAndIsAskedLast() {
    Reputation reputation = new Reputation(CLOCK);
    for (int i = 0; i < 5; i++) {
      reputation.add(verdict("good", true));
      reputation.add(verdict("bad", i < 1));
    }
    assertTrue(reputation.sunk("bad", "p"));
    assertTrue(reputation.sunk("bad", "another protocol"));
    assertFalse(reputation.sunk("new", "p"));
    assertFalse(reputation.sunk("good", "p"));
    reputation.add(verdict("good", false));
    assertFalse(reputation.sunk("good", "p"));
    reputation.add(new Verdict(CLOCK.instant(), "good", "q", false, Verdict.Check.FACTS));
    assertTrue(reputation.sunk("good", "q"));
    assertFalse(reputation.sunk("good", "p"));
    assertEquals(6.0 / 8, reputation.of("good", "p").expected(), 1e-9);
    assertEquals(0.5, reputation.of("new", "p").expected(), 1e-9);
  }

  @Test
  void outcomesFade() {
    Reputation then = new Reputation(Clock.offset(CLOCK, Duration.ofDays(30)));
    then.add(verdict("a", false));
    then.add(verdict("a", false));
    assertEquals(1.0, then.of("a", "p").bad(), 1e-9);
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    Path file = folder.resolve("ledger");
    Identity identity = Identity.fresh();
    SignedLedger ledger = new SignedLedger(file, identity);
    ledger.read();
    ledger.add(verdict("a", true));
    ledger.add(verdict("b", false));
    SignedLedger again = new SignedLedger(file, identity);
    assertEquals(List.of(verdict("a", true), verdict("b", false)), again.read());
    again.add(verdict("c", true));
    assertEquals(3, new SignedLedger(file, identity).read().size());
  }

  @Test
  void noticesALineThatWasChangedOrDropped() throws IOException {
    Path file = folder.resolve("ledger");
    Identity identity = Identity.fresh();
    SignedLedger ledger = new SignedLedger(file, identity);
    ledger.add(verdict("a", true));
    ledger.add(verdict("b", false));
    ledger.add(verdict("c", true));
    List<String> lines = Files.readAllLines(file);
    Files.write(file, List.of(lines.get(0), lines.get(1).replace("broken", "held"), lines.get(2)));
    assertEquals(List.of(verdict("a", true)), new SignedLedger(file, identity).read());
    Files.write(file, List.of(lines.get(0), lines.get(2)));
    assertEquals(1, new SignedLedger(file, identity).read().size());
    assertTrue(Files.exists(folder.resolve("ledger.broken")));
  }

  private static Verdict verdict(String peer, boolean held) {
    return new Verdict(NOW, peer, "p", held, Verdict.Check.REEXECUTION);
  }
}
