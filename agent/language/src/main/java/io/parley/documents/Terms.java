package io.parley.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Words as the index has them: lower case, stems, without the words that say nothing. */
final class Terms {
  /** Words of questions that are not what is asked about. */
  private static final Set<String> FRAME =
      Set.of(
          "how", "what", "when", "where", "who", "which", "why", "do", "doe", "did", "can", "could",
          "should", "would", "will", "shall", "may", "must", "i", "we", "you", "me", "my", "our",
          "your", "us", "am", "were", "have", "ha", "had", "get", "pleas", "tell", "know", "need",
          "want", "much", "mani", "often", "long", "ani", "some", "from", "about", "so", "out",
          "up", "been", "best", "wai", "thing", "someth", "make", "use", "happen", "it", "its",
          "them", "he", "she", "one", "let", "give", "say", "sai", "there", "here", "than", "too",
          "veri", "just", "also", "off", "okai", "ok", "hi", "hello", "someon", "anyon", "ever",
          "whose", "whom", "whether", "allow", "mean", "done", "handl", "find", "begin", "contain",
          "lost", "time", "number");

  private static final int LONGEST_QUESTION = 2_000;

  private final Analyzer analyzer = new EnglishAnalyzer();

  Analyzer analyzer() {
    return analyzer;
  }

  /** The terms of a text in order. */
  List<String> of(String text) {
    List<String> terms = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return terms;
  }

  /** The terms of a text, and each number together with the term before it. */
  Set<String> withNumbered(String text) {
    return new LinkedHashSet<>(numbered(of(text)));
  }

  /** The terms of a question that say what it is about, each once, numbered things as well. */
  List<String> asked(String question) {
    String bounded =
        question.length() <= LONGEST_QUESTION ? question : question.substring(0, LONGEST_QUESTION);
    return numbered(of(bounded).stream().filter(term -> !FRAME.contains(term)).toList()).stream()
        .distinct()
        .toList();
  }

  private static List<String> numbered(List<String> terms) {
    List<String> all = new ArrayList<>(terms);
    for (int i = 1; i < terms.size(); i++) {
      if (terms.get(i).chars().allMatch(Character::isDigit)) {
        all.add(terms.get(i - 1) + " " + terms.get(i));
      }
    }
    return all;
  }
}
