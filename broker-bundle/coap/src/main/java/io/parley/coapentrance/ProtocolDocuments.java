package io.parley.coapentrance;

import org.jspecify.annotations.Nullable;

/** Looks up protocol documents; called on protocol threads, must not block. */
@FunctionalInterface
public interface ProtocolDocuments {
  /** There are none. */
  ProtocolDocuments NONE = cid -> null;

  /** Exactly the hashed bytes of the document with this id; null if it is not known here. */
  byte @Nullable [] document(String cid);
}
