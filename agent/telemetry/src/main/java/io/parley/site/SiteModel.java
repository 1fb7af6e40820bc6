package io.parley.site;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What is at the site. Descriptions change seldom, values all the time. */
public interface SiteModel {
  /** Grows whenever things or series are described anew; not when values come. */
  long version();

  /** The things, in the order of their names; no two of one name. */
  List<Thing> things();

  /** The series, in the order of their names. */
  List<Series> series();

  /** The value of a series now; empty for a series that is not here. */
  Optional<Current> current(SeriesId id);

  /** The site's time zone. */
  ZoneId zone();
}
