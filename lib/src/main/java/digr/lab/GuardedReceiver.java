package digr.lab;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A receiver that lets no Error out: it would end the kernel's thread, and no cell would ever run again. */
final class GuardedReceiver {
    private final Kernel.Receiver receiver;
    private volatile boolean open = true;

    GuardedReceiver(Kernel.Receiver receiver) {
        this.receiver = receiver;
    }

    boolean isOpen() {
        return open;
    }

    void receive(Supplier<Map<String, Object>> data, List<byte[]> buffers) {
        guarded(() -> receiver.receive(data.get(), buffers == null ? List.of() : buffers));
    }

    void closed() {
        open = false;
        guarded(receiver::closed);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            System.err.println("digr: a live view could not take a message: " + e);
        }
    }
}
