package digr.lab;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Orders to a thread, of which only the newest counts: those that come while it works are left out but for the last. */
final class Newest<T> {
    private final AtomicReference<T> waiting = new AtomicReference<>();
    private final LiveThread thread;
    private final Consumer<T> work;
    private volatile boolean busy;

    Newest(LiveThread thread, Consumer<T> work) {
        this.thread = thread;
        this.work = work;
    }

    void order(T order) {
        if (waiting.getAndSet(order) == null) thread.run(this::work);
    }

    /** Whether it works on an order, or is to begin with one. */
    boolean busy() {
        return busy || waiting.get() != null;
    }

    private void work() {
        busy = true;
        try {
            work.accept(waiting.getAndSet(null));
        } finally {
            busy = false;
        }
    }
}
