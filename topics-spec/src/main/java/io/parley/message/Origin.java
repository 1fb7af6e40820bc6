package io.parley.message;

/**
 * Where a question that was passed on came from.
 *
 * @param site the asker's site
 * @param subject the subject it was asked under, levels joined by slashes
 * @param agent the first node that took it
 */
public record Origin(String site, String subject, String agent) {
  public Origin {
    Ids.require("origin.site", site);
    Ids.require("origin.agent", agent);
  }
}
