package io.parley.access;

import io.parley.message.Ids;
import io.parley.message.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The password file: one user a line, {@code NAME ROLE HASH}; {@code -} as hash for a user that
 * only comes with a certificate; {@code #} begins a comment. At most 10,000 users.
 */
public final class Users {
  /** Nobody has an account. */
  public static final Users NONE = new Users(Map.of());

  private static final int MOST = 10_000;
  private static final int MOST_BYTES = 4 << 20;

  private final Map<String, User> users;

  private Users(Map<String, User> users) {
    this.users = users;
  }

  private record User(Principal principal, String hash) {}

  /**
   * What a user may do beyond its role.
   *
   * @param user the name in the password file
   * @param publish see {@link Principal#publish()}
   * @param subscribe see {@link Principal#subscribe()}
   */
  public record Grant(String user, List<String> publish, List<String> subscribe) {
    public Grant {
      Ids.require("user", user);
      publish = List.copyOf(publish);
      subscribe = List.copyOf(subscribe);
    }
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException naming file, line and rule, or a grant to nobody
   * @throws IOException if it cannot be read
   */
  public static Users read(Path file, List<Grant> grants) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s of %d bytes must be at most %d".formatted(file, Files.size(file), MOST_BYTES));
    }
    Map<String, User> users = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        add(users, line, grants);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("%s:%d: %s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    for (Grant grant : grants) {
      if (!users.containsKey(grant.user())) {
        throw new IllegalArgumentException(
            "grants: user '%s' must be in %s".formatted(grant.user(), file));
      }
    }
    return new Users(Map.copyOf(users));
  }

  /** A line of the file for a user with this password. */
  public static String line(String name, Role role, String password) {
    requireFree(name);
    return "%s %s %s".formatted(name, role.word(), Passwords.hash(password));
  }

  /** The user of this name; null if there is none. */
  @Nullable Principal principal(String name) {
    User user = users.get(name);
    return user == null ? null : user.principal();
  }

  /** Whether the password is this user's. Takes as long for a user that does not exist. */
  boolean verify(String name, byte[] password) {
    User user = users.get(name);
    if (user == null || user.hash().equals("-")) {
      Passwords.verify(password, DECOY);
      return false;
    }
    return Passwords.verify(password, user.hash());
  }

  /** Whether there are any. */
  public boolean isEmpty() {
    return users.isEmpty();
  }

  private static final String DECOY =
      "pbkdf2-sha256$120000$AAAAAAAAAAAAAAAAAAAAAA==$"
          + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static void add(Map<String, User> users, String line, List<Grant> grants) {
    String[] parts = line.split("\\s+", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("the line must be NAME ROLE HASH");
    }
    String name = requireFree(parts[0]);
    if (!parts[2].equals("-") && !Passwords.wellFormed(parts[2])) {
      throw new IllegalArgumentException(
          "hash of user '%s' must be pbkdf2-sha256$ITERATIONS$SALT$HASH or -".formatted(name));
    }
    Principal principal =
        new Principal(
            name,
            Role.ofWord(parts[1]),
            granted(grants, name, Grant::publish),
            granted(grants, name, Grant::subscribe));
    if (users.put(name, new User(principal, parts[2])) != null) {
      throw new IllegalArgumentException("user '%s' must be there once".formatted(name));
    }
    if (users.size() > MOST) {
      throw new IllegalArgumentException("users must be at most " + MOST);
    }
  }

  private static List<String> granted(
      List<Grant> grants, String name, java.util.function.Function<Grant, List<String>> what) {
    return grants.stream()
        .filter(grant -> grant.user().equals(name))
        .flatMap(grant -> what.apply(grant).stream())
        .toList();
  }

  private static String requireFree(String name) {
    Ids.require("user", name);
    if (Principal.reserved(name)) {
      throw new IllegalArgumentException(
          "user '%s' must not be a reserved name".formatted(Shown.shortened(name)));
    }
    return name;
  }
}
