package io.parley.protocol;

import io.parley.message.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Markdown below the front matter, cut at its second-level headings. Only what documents need:
 * headings, list lines and one fenced block a section; prose between them is for people.
 *
 * @param meaning the text before the first second-level heading
 * @param parts heading to its lines
 */
record Sections(String meaning, Map<String, List<String>> parts) {
  static Sections of(String markdown) {
    StringBuilder meaning = new StringBuilder();
    Map<String, List<String>> parts = new LinkedHashMap<>();
    List<String> current = null;
    boolean fenced = false;
    for (String line : markdown.split("\n", -1)) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      }
      if (!fenced && line.startsWith("## ")) {
        current = new ArrayList<>();
        if (parts.put(line.substring(3).strip(), current) != null) {
          throw new DocumentException(
              "sections", "heading '%s' must stand once".formatted(Shown.shortened(line)));
        }
      } else if (current != null) {
        current.add(line);
      } else {
        meaning.append(line).append('\n');
      }
    }
    if (fenced) {
      throw new DocumentException("sections", "a block opened with ``` must be closed");
    }
    return new Sections(meaning.toString().strip(), parts);
  }

  /** The lines of a section that are not blank; none if there is no such section. */
  List<String> lines(String heading) {
    return parts.getOrDefault(heading, List.of()).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** The one fenced block of a section. */
  String code(String heading) {
    StringBuilder code = new StringBuilder();
    boolean inside = false;
    int blocks = 0;
    for (String line : parts.getOrDefault(heading, List.of())) {
      if (line.startsWith("```")) {
        inside = !inside;
        blocks += inside ? 1 : 0;
      } else if (inside) {
        code.append(line).append('\n');
      }
    }
    if (blocks != 1) {
      throw new DocumentException(
          "sections", "section '%s' must have one block between ``` lines".formatted(heading));
    }
    return code.toString();
  }
}
