/**
 * The node over HTTP, for people and for Prometheus: {@link io.parley.http.HttpServer} serves
 * metrics, health, a small API and one page. What it shows comes through {@link
 * io.parley.http.NodeView} and {@link io.parley.http.TelemetryView}, whom it asks goes through
 * {@link io.parley.http.Asking}. The node's wiring may enter; Javalin is seen by no other room, and
 * calls come on its threads.
 */
@NullMarked
package io.parley.http;

import org.jspecify.annotations.NullMarked;
