package io.parley.coapentrance;

import io.parley.message.Shown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Link format (RFC 6690): links, their filter, and their text. */
final class Links {
  /** So many links are listed at most; the payload stays within what one peer may fetch. */
  static final int MOST = 500;

  private Links() {}

  /**
   * One link.
   *
   * @param path its path, no slash in front, levels joined by slashes
   * @param attributes its attributes; an empty value is an attribute without one
   */
  record Link(String path, Map<String, String> attributes) {
    static Link of(String path, String... attributes) {
      Map<String, String> map = new LinkedHashMap<>();
      for (int i = 0; i + 1 < attributes.length; i += 2) {
        map.put(attributes[i], attributes[i + 1]);
      }
      return new Link(path, map);
    }

    String text() {
      String target =
          Arrays.stream(path.split("/", -1)).map(Links::encoded).collect(Collectors.joining("/"));
      StringBuilder text = new StringBuilder("</").append(target).append('>');
      attributes.forEach(
          (name, value) -> {
            text.append(';').append(name);
            if (!value.isEmpty()) {
              text.append("=\"").append(value).append('"');
            }
          });
      return text.toString();
    }
  }

  /**
   * The links that every query argument matches ({@code rt=core.ps.data}, {@code href=/ps*}).
   *
   * @throws Refused 4.00 for an argument without a value
   */
  static List<Link> filtered(List<Link> links, List<String> query) throws Refused {
    List<Link> left = links;
    for (String argument : query) {
      String[] pair = argument.split("=", 2);
      if (pair.length < 2 || pair[1].isEmpty()) {
        throw Refused.badRequest(
            "query '%s' must be attribute=value".formatted(Shown.shortened(argument)));
      }
      left = left.stream().filter(link -> matches(link, pair[0], pair[1])).toList();
    }
    return left;
  }

  private static boolean matches(Link link, String name, String wanted) {
    List<String> values =
        name.equals("href")
            ? List.of("/" + link.path())
            : List.of(link.attributes().getOrDefault(name, "").split(" "));
    return wanted.endsWith("*")
        ? values.stream()
            .anyMatch(value -> value.startsWith(wanted.substring(0, wanted.length() - 1)))
        : values.contains(wanted);
  }

  static Reply reply(List<Link> links) {
    String text = links.stream().limit(MOST).map(Link::text).collect(Collectors.joining(","));
    return Reply.of(
        org.eclipse.californium.core.coap.CoAP.ResponseCode.CONTENT,
        Formats.LINKS,
        text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String level) {
    return URLEncoder.encode(level, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
