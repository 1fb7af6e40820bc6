package io.parley.codec;

import io.parley.query.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scope as a map; a single text stands for a list of one. */
final class ScopeForm {
  private static final Set<String> RESTRICTIONS =
      Set.of("thing", "like", "class", "quantity", "place", "floor");
  private static final Set<String> ALL =
      Set.of("thing", "like", "class", "quantity", "place", "floor", "not");

  private ScopeForm() {}

  static Scope read(Fields fields) throws CodecException {
    fields.only(ALL);
    return restrictions(fields, fields.each("not", Scope.MOST, ScopeForm::leftOut));
  }

  private static Scope leftOut(Fields fields) throws CodecException {
    fields.only(RESTRICTIONS);
    return restrictions(fields, List.of());
  }

  private static Scope restrictions(Fields fields, List<Scope> not) throws CodecException {
    List<String> things = names(fields, "thing");
    List<String> like = names(fields, "like");
    List<String> classes = names(fields, "class");
    List<String> quantities = names(fields, "quantity");
    List<String> places = names(fields, "place");
    List<String> floors = names(fields, "floor");
    return QueryFields.built(
        fields, () -> new Scope(things, like, classes, quantities, places, floors, not));
  }

  private static List<String> names(Fields fields, String field) throws CodecException {
    List<String> names = QueryFields.textOrTexts(fields, field, Scope.MOST);
    for (String name : names) {
      if (name.isBlank() || name.length() > Scope.MOST_CHARACTERS) {
        throw fields.wrong(
            field, name, "must have 1 to %d characters".formatted(Scope.MOST_CHARACTERS));
      }
    }
    return names;
  }

  static Map<String, @Nullable Object> write(Scope scope) {
    return new Draft()
        .put("thing", names(scope.things()))
        .put("like", names(scope.like()))
        .put("class", names(scope.classes()))
        .put("quantity", names(scope.quantities()))
        .put("place", names(scope.places()))
        .put("floor", names(scope.floors()))
        .putEach("not", scope.not(), ScopeForm::write)
        .map();
  }

  private static Object names(List<String> names) {
    return names.size() == 1 ? names.get(0) : names;
  }
}
