/**
 * A model in a process of its own, because native code can abort. {@link
 * io.parley.worker.WorkerModel} is the node's side: it starts the process, watches it, starts it
 * again, and tries a question once more when it died under it. {@link io.parley.worker.ModelWorker}
 * is the process. Between them go MessagePack frames over stdin and stdout. Any thread may ask;
 * listeners are called on the supervisor's thread.
 */
@NullMarked
package io.parley.worker;

import org.jspecify.annotations.NullMarked;
