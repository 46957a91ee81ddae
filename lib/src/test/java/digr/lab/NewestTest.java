package digr.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NewestTest {
    private final List<String> failed = Collections.synchronizedList(new ArrayList<>());
    private final LiveThread thread = new LiveThread(failed::add);
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

    private void work(int order) {
        started.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        done.add(order);
        if (order < 0) throw new StackOverflowError("too\ndeep");
    }

    private void finish() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        thread.run(end::countDown);
        end.await();
    }

    @Test
    void ofManyOrdersTheLastCounts() throws InterruptedException {
        Newest<Integer> newest = new Newest<>(thread, this::work);
        newest.order(1);
        started.await();
        for (int i = 2; i <= 9; i++) newest.order(i);
        goOn.countDown();
        finish();
        assertEquals(List.of(1, 9), done);
        assertFalse(newest.busy());
    }

    /** So that who asks at once is not told that nothing is on its way. */
    @Test
    void itIsBusyBeforeItsThreadBegins() throws InterruptedException {
        thread.run(() -> work(0));
        started.await();
        Newest<Integer> newest = new Newest<>(thread, this::work);
        assertFalse(newest.busy());
        newest.order(1);
        assertTrue(newest.busy());
        goOn.countDown();
        finish();
        assertEquals(List.of(0, 1), done);
        assertFalse(newest.busy());
    }

    @Test
    void anErrorIsOneLineAndTheNextOrderIsObeyed() throws InterruptedException {
        goOn.countDown();
        Newest<Integer> newest = new Newest<>(thread, this::work);
        newest.order(-1);
        finish();
        newest.order(2);
        finish();
        assertEquals(List.of("too deep"), failed);
        assertEquals(List.of(-1, 2), done);
    }

    @Test
    void aThreadThatStoppedTakesNoOrders() throws InterruptedException {
        thread.stop();
        thread.run(() -> done.add(1));
        Thread.sleep(100);
        assertEquals(List.of(), done);
    }
}
