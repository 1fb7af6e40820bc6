package io.parley.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a document into sections: at headings, and at blank lines where they grow too long. */
final class Sections {
  private static final Pattern HEADING = Pattern.compile("^(#{1,6})\\s+(.{1,200}?)\\s*#*$");
  private static final int DEEPEST = 6;

  private final int longest;
  private final String[] headings = new String[DEEPEST];
  private final List<Section> sections = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int start = 1;

  private Sections(int longest, String title) {
    this.longest = longest;
    java.util.Arrays.fill(headings, "");
    headings[0] = title;
  }

  /**
   * The sections of a document in order.
   *
   * @param title what it is called where it has no heading of its own
   */
  static List<Section> of(String document, boolean markdown, String title, int longest) {
    Sections cutting = new Sections(longest, title);
    boolean code = false;
    int number = 0;
    for (String line : document.lines().toList()) {
      number++;
      code ^= markdown && line.strip().startsWith("```");
      Matcher heading = HEADING.matcher(line);
      if (markdown && !code && heading.matches()) {
        cutting.end(number + 1);
        cutting.under(heading.group(1).length(), heading.group(2));
      } else {
        cutting.add(number, line);
      }
    }
    cutting.end(number);
    return cutting.sections;
  }

  private void under(int level, String name) {
    headings[level - 1] = name;
    java.util.Arrays.fill(headings, level, DEEPEST, "");
  }

  private void add(int number, String line) {
    boolean full = text.length() + line.length() > longest;
    if (full || (line.isBlank() && text.length() > longest / 2)) {
      end(line.isBlank() ? number + 1 : number);
    }
    if (text.isEmpty() && line.isBlank()) {
      start = number + 1;
      return;
    }
    int cut = 0;
    while (line.length() - cut > longest) {
      text.append(line, cut, cut + longest);
      end(number);
      cut += longest;
    }
    text.append(line, cut, line.length()).append('\n');
  }

  private void end(int next) {
    String whole = text.toString().strip();
    if (!whole.isEmpty()) {
      sections.add(new Section(start, path(), whole));
    }
    text.setLength(0);
    start = next;
  }

  private String path() {
    return String.join(
        " > ", java.util.Arrays.stream(headings).filter(name -> !name.isEmpty()).toList());
  }
}
