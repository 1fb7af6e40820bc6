package io.parley.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.parley.access.AccessRules;
import io.parley.access.Admission;
import io.parley.access.Caller;
import io.parley.access.Who;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every request: by which name it came, from whose page, and whose rights it has. By
 * the same rules as MQTT: on loopback without credentials it is the local operator, from elsewhere
 * nobody; credentials come as HTTP Basic (RFC 7617).
 */
final class Guard {
  private static final String WHO = "parley.who";
  private static final String CLIENT = "http";
  private static final int LONGEST_HEADER = 2_048;

  private final HostRule hosts;
  private final AccessRules access;
  private final HttpSettings settings;

  Guard(HostRule hosts, AccessRules access, HttpSettings settings) {
    this.hosts = hosts;
    this.access = access;
    this.settings = settings;
  }

  /** Who asks; there once {@link #check} has let the request pass. */
  static @Nullable Who who(Context context) {
    return context.attribute(WHO);
  }

  void check(Context context) {
    headers(context);
    String host = context.header(Header.HOST);
    if (!hosts.allowsHost(host)) {
      refuse(context, HttpStatus.MISDIRECTED_REQUEST, "the Host header must name this machine");
      return;
    }
    if (!hosts.allowsOrigin(context.header(Header.ORIGIN), host)) {
      refuse(context, HttpStatus.FORBIDDEN, "pages from elsewhere may not ask");
      return;
    }
    if (context.contentLength() > settings.bodyBytes()) {
      refuse(
          context,
          HttpStatus.CONTENT_TOO_LARGE,
          "the body must be at most " + settings.bodyBytes());
      return;
    }
    if (context.path().equals("/healthz")) {
      return;
    }
    Admission admission = access.admit(caller(context));
    if (admission instanceof Admission.Admitted admitted) {
      Who who = new Who(admitted.principal(), CLIENT);
      context.attribute(WHO, who);
      if (!context.path().equals("/api/ask") && !access.rights().maySubscribe(who, "#")) {
        refuse(context, HttpStatus.FORBIDDEN, "only an operator may look");
      }
      return;
    }
    context.header(Header.WWW_AUTHENTICATE, "Basic realm=\"parley\", charset=\"UTF-8\"");
    refuse(context, HttpStatus.UNAUTHORIZED, "credentials are needed");
  }

  private static void headers(Context context) {
    context.header(
        Header.CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    context.header(Header.X_CONTENT_TYPE_OPTIONS, "nosniff");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Referrer-Policy", "no-referrer");
    context.header(Header.CACHE_CONTROL, "no-store");
  }

  private static Caller caller(Context context) {
    String header = context.header(Header.AUTHORIZATION);
    String[] pair = header == null ? new String[0] : basic(header);
    boolean given = pair.length == 2;
    return new Caller(
        CLIENT,
        given ? pair[0] : header == null ? null : "",
        given ? pair[1].getBytes(StandardCharsets.UTF_8) : null,
        null,
        peer(context.ip()));
  }

  private static String[] basic(String header) {
    if (header.length() > LONGEST_HEADER || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return new String[0];
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
      return new String(decoded, StandardCharsets.UTF_8).split(":", 2);
    } catch (IllegalArgumentException e) {
      return new String[0];
    }
  }

  /** The servlet gives an address, never a name: nothing is looked up. */
  private static @Nullable InetAddress peer(@Nullable String address) {
    try {
      return address == null || address.isEmpty()
          ? null
          : InetAddress.getByName(address.replaceAll("[\\[\\]]", ""));
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static void refuse(Context context, HttpStatus status, String why) {
    context.status(status).contentType("text/plain; charset=utf-8").result(why + "\n");
    context.skipRemainingHandlers();
  }
}
