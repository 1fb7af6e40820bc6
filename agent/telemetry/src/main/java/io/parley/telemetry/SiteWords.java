package io.parley.telemetry;

/**
 * What the words of names and values mean, in the languages that are spoken at the site. Empty
 * where they mean nothing of the kind.
 */
public interface SiteWords {
  /** Nobody knows any. */
  SiteWords NONE =
      new SiteWords() {
        @Override
        public String deviceClass(String name) {
          return "";
        }

        @Override
        public String place(String name) {
          return "";
        }

        @Override
        public String floor(String name) {
          return "";
        }

        @Override
        public String quantity(String name) {
          return "";
        }

        @Override
        public String state(String text) {
          return "";
        }
      };

  /** The class of a thing of this name, e.g. {@code lamp}. */
  String deviceClass(String name);

  /** The place in this name, e.g. {@code kitchen}. */
  String place(String name);

  /** The floor in this name. */
  String floor(String name);

  /** The quantity that a name ends with, e.g. {@code temperature} of {@code kessel temperatur}. */
  String quantity(String name);

  /** The canonical state of this text in lower case, e.g. {@code open}. */
  String state(String text);
}
