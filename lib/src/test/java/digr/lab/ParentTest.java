package digr.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParentTest {
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void whenTheParentIsKilledItIsTold() throws IOException, InterruptedException {
        Process parent = new ProcessBuilder("sleep", "60").start();
        Parent.onEnd("Linux", Long.toString(parent.pid()), ended::countDown);
        assertFalse(ended.await(200, TimeUnit.MILLISECONDS));
        parent.destroyForcibly();
        assertTrue(ended.await(20, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "-1", "one", "99999999999999999999"})
    void withoutAParentNothingIsRun(String pid) throws InterruptedException {
        Parent.onEnd("Linux", pid, ended::countDown);
        assertFalse(ended.await(50, TimeUnit.MILLISECONDS));
    }

    /** Jupyter gives a handle there, which may be the number of any process. */
    @Test
    void onWindowsNoProcessIsTakenForTheParent() throws IOException, InterruptedException {
        Process other = new ProcessBuilder("true").start();
        Parent.onEnd("Windows 11", Long.toString(other.pid()), ended::countDown);
        other.waitFor();
        assertFalse(ended.await(200, TimeUnit.MILLISECONDS));
    }
}
