package io.parley.language.wording;

import io.parley.language.pack.LanguagePack;

/** The wording templates of a pack; {@code {name}} is a slot. */
final class Templates {
  private final LanguagePack pack;

  Templates(LanguagePack pack) {
    this.pack = pack;
  }

  /** The template as it stands. */
  String text(String key, String otherwise) {
    String text = pack.wording(key);
    return text == null ? otherwise : text;
  }

  /** The word for a canonical state; the state itself where the pack has none. */
  String state(String state) {
    return text("state." + state, state);
  }

  /** The template with its slots filled: name, value, name, value, ... */
  String fill(String key, String... slots) {
    String text = text(key, key);
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      filled.append(text, at, open).append(value(text.substring(open + 1, close), slots));
      at = close + 1;
    }
    return filled.append(text.substring(at)).toString();
  }

  private static String value(String slot, String... slots) {
    for (int i = 0; i + 1 < slots.length; i += 2) {
      if (slots[i].equals(slot)) {
        return slots[i + 1];
      }
    }
    return "";
  }
}
