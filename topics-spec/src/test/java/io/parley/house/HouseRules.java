package io.parley.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules that every module tests itself against; each is a method, so that a module can list
 * what it keeps.
 */
public final class HouseRules {
  private static final Pattern BAD_NAME =
      Pattern.compile(
          ".*(Manager|Util|Utils|Helper|Impl|Processor)$|^(Abstract|Base|Default)[A-Z].*");

  private final JavaClasses classes;
  private final Path sources;

  private HouseRules(JavaClasses classes, Path sources) {
    this.classes = classes;
    this.sources = sources;
  }

  /** The main classes of the module whose folder the test runs in. */
  public static HouseRules ofThisModule() {
    JavaClasses main =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPath(Path.of("target", "classes"));
    return new HouseRules(main, Path.of("src", "main", "java"));
  }

  /** No package imports itself by way of another. */
  public HouseRules noPackageCycles() {
    slices()
        .matching("io.parley.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(classes);
    return this;
  }

  /** Names say what makes a type different, never that it manages or helps. */
  public HouseRules namesOfTheField() {
    List<String> bad =
        classes.stream()
            .map(JavaClass::getSimpleName)
            .filter(name -> BAD_NAME.matcher(name).matches())
            .toList();
    assertTrue(bad.isEmpty(), () -> "names that say nothing: " + bad);
    return this;
  }

  /** Classes are final, records, enums, interfaces, or sealed. */
  public HouseRules finalClasses() {
    List<String> open =
        classes.stream()
            .filter(c -> !c.isInterface() && !c.isEnum() && !c.isAnonymousClass())
            .filter(c -> !c.getModifiers().contains(JavaModifier.FINAL))
            .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(
                c -> !c.getSimpleName().equals("package-info") && !c.getFullName().contains("$"))
            .map(JavaClass::getName)
            .toList();
    assertTrue(open.isEmpty(), () -> "classes that are not final: " + open);
    return this;
  }

  /** Time is given by a Clock and waited for by events. */
  public HouseRules noSleepsAndNoExit() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .allowEmptyShould(true)
        .check(classes);
    noClasses()
        .that(not(resideInAnyPackage("io.parley.cli..", "io.parley.worker..")))
        .should()
        .callMethod(System.class, "exit", int.class)
        .allowEmptyShould(true)
        .check(classes);
    return this;
  }

  /** An outside library is seen by the rooms named and by nobody else. */
  public HouseRules onlyIn(String libraryPackage, String... rooms) {
    noClasses()
        .that(not(resideInAnyPackage(rooms)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(libraryPackage)
        .allowEmptyShould(true)
        .check(classes);
    return this;
  }

  /** Every package has a door sign: a package-info.java with at least eight words. */
  public HouseRules doorSigns() throws IOException {
    List<String> missing = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(sources)) {
      Set<Path> rooms =
          tree.filter(p -> p.toString().endsWith(".java"))
              .map(Path::getParent)
              .collect(java.util.stream.Collectors.toSet());
      for (Path room : rooms) {
        Path sign = room.resolve("package-info.java");
        if (!Files.exists(sign) || Files.readString(sign).split("\\s+").length < 16) {
          missing.add(sources.relativize(room).toString());
        }
      }
    }
    assertTrue(missing.isEmpty(), () -> "packages without a door sign: " + missing);
    return this;
  }

  /** No file grows past the given number of lines. */
  public HouseRules shortFiles(int lines) throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(sources)) {
      for (Path file : tree.filter(p -> p.toString().endsWith(".java")).toList()) {
        int count = Files.readAllLines(file).size();
        if (count > lines) {
          tooLong.add(sources.relativize(file) + ": " + count);
        }
      }
    }
    assertTrue(tooLong.isEmpty(), () -> "files over " + lines + " lines: " + tooLong);
    return this;
  }

  /** Loggers are private, static and final. */
  public HouseRules privateLoggers() {
    classes()
        .that()
        .resideInAPackage("io.parley..")
        .should(
            new com.tngtech.archunit.lang.ArchCondition<>("keep their logger to themselves") {
              @Override
              public void check(JavaClass c, com.tngtech.archunit.lang.ConditionEvents events) {
                c.getFields().stream()
                    .filter(f -> f.getRawType().getName().equals("org.slf4j.Logger"))
                    .filter(
                        f ->
                            !f.getModifiers()
                                .containsAll(
                                    Set.of(
                                        JavaModifier.PRIVATE,
                                        JavaModifier.STATIC,
                                        JavaModifier.FINAL)))
                    .forEach(
                        f ->
                            events.add(
                                com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                    f, f.getFullName() + " is not private static final")));
              }
            })
        .allowEmptyShould(true)
        .check(classes);
    return this;
  }
}
