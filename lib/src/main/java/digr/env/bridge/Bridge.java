package digr.env.bridge;

import digr.run.StrictJson;
import digr.run.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The Python process: requests in, their replies out in the same order, within a time-out. It lives on pipes alone and
 * ends when they do, also when this side dies.
 */
public final class Bridge implements AutoCloseable {
    /** What the bridge may take to clean up; it gives up by itself before. */
    private static final Duration PARTING = Duration.ofSeconds(10);

    private static final Wire.Message END = new Wire.Message("", new byte[0]);
    private static final int LAST_WORDS = 600;
    private static final int ABORTED = 134; // 128 + SIGABRT

    private final Simulator simulator;
    private final Process process;
    private final AtomicInteger owed = new AtomicInteger(); // replies that are to come
    private final BlockingQueue<Wire.Message> replies = new LinkedBlockingQueue<>(); // no more than were owed
    private final StringBuffer errors = new StringBuffer();
    private volatile String malformed = "";

    /** @throws UserException if there is no such interpreter */
    public Bridge(Launch launch) {
        simulator = launch.simulator();
        try {
            process = launch.start();
        } catch (IOException e) {
            throw new UserException(simulator.name() + ": could not run " + launch.python() + " (" + e.getMessage()
                    + "); set " + simulator.variable() + " to a Python that has " + simulator.needs());
        }
        daemon(simulator.name() + "-replies", this::readReplies);
        daemon(simulator.name() + "-errors", this::readErrors);
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The process number. */
    public long pid() {
        return process.pid();
    }

    /**
     * Sends a request and waits for the reply. An interruption of this thread waits, too, so that training can save.
     *
     * @param what the request's name, for messages
     * @throws UserException if there is no reply within the limit, or none can come any more
     */
    public Wire.Message request(String what, Object request, Duration limit) {
        send(what, request);
        return receive(what, limit);
    }

    /**
     * Sends a request; {@link #receive} has to fetch its reply.
     *
     * @param what the request's name, for messages
     * @throws UserException if the process is gone
     */
    public void send(String what, Object request) {
        owed.incrementAndGet();
        try {
            Wire.write(process.getOutputStream(), StrictJson.write(request));
        } catch (IOException e) {
            throw ended(what);
        }
    }

    /**
     * Waits for the reply to the first request that has none yet. An interruption of this thread waits, too.
     *
     * @throws UserException if there is no reply within the limit, or none can come any more
     */
    public Wire.Message receive(String what, Duration limit) {
        Wire.Message reply = await(limit);
        if (reply == null) throw failed(what, "did not answer within " + limit.toMillis() / 1000.0 + " s");
        if (reply == END) throw malformed.isEmpty() ? ended(what) : failed(what, "sent " + malformed);
        return reply;
    }

    private Wire.Message await(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return replies.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private UserException failed(String what, String how) {
        kill();
        return new UserException(
                simulator.name() + ": the bridge " + how + " at " + what + ", and was stopped" + lastWords());
    }

    private UserException ended(String what) {
        Integer code = exit(Duration.ofSeconds(2));
        String how = code == null ? "closed its output" : "ended with code " + code;
        kill();
        String hint = what.equals("HELLO") && code != null && code == ABORTED ? simulator.abort() : "";
        return new UserException(simulator.name() + ": the bridge " + how + " at " + what + hint + lastWords());
    }

    /** The bridge, and what it has started itself. */
    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String lastWords() {
        String words = errors.toString().strip();
        return words.isEmpty() ? "" : "; its last words: " + words.replaceAll("\\s*\\R\\s*", " | ");
    }

    private void readReplies() {
        try (InputStream in = process.getInputStream()) {
            for (Wire.Message m = Wire.read(in); m != null; m = Wire.read(in)) {
                if (owed.getAndDecrement() == 0) throw new IOException("something unasked");
                replies.add(m);
            }
        } catch (IOException e) {
            malformed = process.isAlive() ? e.getMessage() : "";
        }
        replies.add(END);
    }

    private void readErrors() {
        byte[] buffer = new byte[4096];
        try (InputStream in = process.getErrorStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                errors.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                errors.delete(0, Math.max(0, errors.length() - LAST_WORDS));
            }
        } catch (IOException e) {
            return; // the process is gone
        }
    }

    /** The exit code, or null if the process goes on for longer than that. */
    private Integer exit(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    boolean over = process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return over ? process.exitValue() : null;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Whether the process is over and cleaned up; false as long as it runs. */
    public boolean cleanedUp() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    /** Lets the bridge clean up and end; kills it where it takes too long. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            kill(); // a request is stuck in the pipe
        }
        if (exit(PARTING) == null) kill();
        exit(PARTING);
    }
}
