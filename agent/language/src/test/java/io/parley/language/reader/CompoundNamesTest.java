package io.parley.language.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.language.PackWords;
import io.parley.language.pack.Concept;
import io.parley.language.pack.Kind;
import io.parley.language.pack.LanguagePack;
import io.parley.language.pack.Packs;
import io.parley.site.MemorySite;
import io.parley.site.Series;
import io.parley.site.SeriesId;
import io.parley.site.Thing;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Words that a language writes together, or may spell otherwise, in names and in questions. */
class CompoundNamesTest {
  private final List<LanguagePack> german = Packs.load(List.of("de"), null);

  @Test
  void headOfAnUnknownCompoundIsItsClassAndItsModifierItsPlace() {
    PackWords words = new PackWords(german);
    assertEquals("door", words.deviceClass("kellertür"));
    assertEquals("cellar", words.place("kellertür"));
    assertEquals("window", words.deviceClass("wohnzimmerfenster"));
    assertEquals("living room", words.place("wohnzimmerfenster"));
    assertEquals("", words.place("fenster"));
  }

  @Test
  void otherSpellingOfAnUmlautIsTheSameWord() {
    PackWords words = new PackWords(german);
    assertEquals("door", words.deviceClass("kellertuer"));
    assertEquals("kitchen", words.place("kueche"));
  }

  @Test
  void compoundThatThePackKnowsIsNotTakenApart() {
    PackWords words = new PackWords(german);
    assertEquals("fan", words.deviceClass("ventilator"));
    assertEquals("", words.deviceClass("generator"));
    assertEquals("washing-machine", words.deviceClass("waschmaschine"));
  }

  @Test
  void languageThatDoesNotWriteNounsTogetherTakesNothingApart() {
    assertEquals("", new PackWords(Packs.load(List.of("en"), null)).deviceClass("cellardoor"));
  }

  @Test
  void questionFindsTheNameInEitherSpelling() {
    assertEquals(List.of("kuehlzelle temperature"), named("kühlzelle", "kuehlzelle"));
    assertEquals(List.of("kühlzelle temperature"), named("kuehlzelle", "kühlzelle"));
  }

  @Test
  void modifierOfANameIsFoundByItself() {
    assertEquals(
        List.of("vorlauftemperatur temperature"),
        named("vorlauf", "vorlauftemperatur", "rücklauftemperatur"));
    assertFalse(link("vorlauf", "vorlauftemperatur").corrected());
  }

  @Test
  void headOfANameIsFoundByItselfButWithADoubt() {
    assertEquals(List.of("holzkontor temperature"), named("kontor", "holzkontor"));
    assertTrue(link("kontor", "holzkontor").corrected());
    assertTrue(link("ntor", "holzkontor").corrected());
    assertTrue(link("tor", "holzkontor").names().isEmpty());
  }

  @Test
  void classWithinThePlaceThatAPackKnowsIsNone() {
    PackWords words = new PackWords(Packs.load(List.of("en"), null));
    assertEquals("", words.deviceClass("boiler room"));
    assertEquals("boiler room", words.place("boiler room"));
    assertEquals("boiler", words.deviceClass("boiler 3"));
    assertEquals("lamp", words.deviceClass("boiler room lamp"));
    assertEquals("boiler", words.deviceClass("boiler room boiler 2"));
  }

  @Test
  void classNamesNothingThatIsOfAPlaceThatBeginsLikeIt() {
    List<LanguagePack> english = Packs.load(List.of("en"), null);
    String[] things = {"boiler 1", "boiler 2", "boiler room"};
    assertEquals(
        List.of("boiler 1 temperature", "boiler 2 temperature"), named(english, "boilers", things));
    assertEquals(List.of("boiler room temperature"), named(english, "boiler room", things));
  }

  @Test
  void averageWrittenTogetherWithItsQuantityIsBoth() {
    Reading reading = read("durchschnittstemperatur", "bad");
    assertEquals(
        List.of(Kind.MEAN, Kind.QUANTITY),
        reading.links().stream().map(each -> each.concepts().get(0).kind()).toList());
  }

  @Test
  void nameOfALimitIsNotNamedByItsQuantity() {
    SiteIndex index = index("bad temperatur grenzwert");
    assertTrue(index.named("temperatur").isEmpty());
    assertFalse(index.named("bad").isEmpty());
  }

  @Test
  void gapOfAPhraseStandsForOneWordOrMore() {
    assertEquals(
        List.of(new Concept(Kind.BEYOND, "")),
        read("wie lange läuft noch", "bad").links().get(0).concepts());
    assertEquals(5, read("wie lange läuft bad noch", "bad").links().get(0).to());
    assertEquals(2, read("wie lange noch", "bad").links().get(0).to());
  }

  private List<String> named(String word, String... things) {
    return named(german, word, things);
  }

  private static List<String> named(List<LanguagePack> packs, String word, String... things) {
    SiteIndex index = index(packs, things);
    BitSet meant = index.of(new QuestionReader(packs, index).read(word, null).links().get(0));
    return meant.stream()
        .mapToObj(index.series()::get)
        .map(Series::name)
        .collect(Collectors.toList());
  }

  private Link link(String word, String... things) {
    return read(word, things).links().get(0);
  }

  private Reading read(String text, String... things) {
    return new QuestionReader(german, index(things)).read(text, null);
  }

  private SiteIndex index(String... things) {
    return index(german, things);
  }

  private static SiteIndex index(List<LanguagePack> packs, String... things) {
    MemorySite site = new MemorySite(ZoneOffset.UTC);
    for (String thing : things) {
      site.describe(new Thing(thing, List.of(), "", "", ""));
      site.describe(
          new Series(
              new SeriesId(thing, ""),
              thing,
              thing + " temperature",
              List.of(),
              "",
              null,
              Series.Kind.MEASUREMENT,
              "",
              "",
              "",
              Map.of(),
              null));
    }
    return SiteIndex.of(site, packs);
  }
}
