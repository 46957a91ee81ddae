package digr.env.gymnasium;

import com.fasterxml.jackson.databind.JsonNode;
import digr.env.bridge.Bridge;
import digr.env.bridge.Launch;
import digr.env.bridge.Wire;
import digr.run.StrictJson;
import digr.run.UserException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;

/**
 * A Python process that serves several environments, their requests one after another. Where it fails it is ended, and of
 * no use to any of them.
 */
final class Server {
    private static final int PROTOCOL = 1;

    private record Hello(String op, int protocol) {}

    private record Greeted(boolean ok, int protocol, Map<String, String> packages) {}

    private record Refusal(boolean ok, String kind, String message) {}

    /** A request that is under way, or has its reply. */
    static final class Request {
        private final String what;
        private final int payload;
        private Wire.Message reply; // null until it is here

        private Request(String what, int payload) {
            this.what = what;
            this.payload = payload;
        }
    }

    private final Launch launch;
    private final Bridge bridge;
    private final Map<String, String> packages;
    private final Queue<Request> underWay = new ArrayDeque<>();
    private String trouble; // why it has ended; null while it serves
    private int environments;

    /** @throws UserException if there is no such Python, it has no Gymnasium, or does not answer */
    Server(Launch launch, Duration limit) {
        this.launch = launch;
        bridge = new Bridge(launch);
        Greeted reply = read(ask("HELLO", new Hello("HELLO", PROTOCOL), limit, 0), Greeted.class);
        if (reply.protocol != PROTOCOL) throw failed(new UserException("Gymnasium: the bridge's protocol is wrong"));
        packages = reply.packages;
    }

    /** Versions by the names of pip; blank where a package is missing. */
    Map<String, String> packages() {
        return packages;
    }

    long pid() {
        return bridge.pid();
    }

    synchronized boolean lost() {
        return trouble != null;
    }

    synchronized int environments() {
        return environments;
    }

    synchronized void begin() {
        environments++;
    }

    /** Ends the process with its last environment. */
    synchronized void end() {
        if (--environments == 0) stop("Gymnasium: the bridge serves no environment any more");
    }

    private void stop(String why) {
        if (trouble == null) trouble = why;
        bridge.close();
    }

    /**
     * Asks and waits for the reply.
     *
     * @param what names the request in messages
     * @param payload how many bytes the reply has besides its header
     * @throws UserException if the request is refused, or the process is lost
     */
    Wire.Message ask(String what, Object request, Duration limit, int payload) {
        return reply(send(what, request, payload), limit);
    }

    /**
     * Asks without waiting.
     *
     * @throws UserException if the process is lost
     */
    synchronized Request send(String what, Object request, int payload) {
        if (trouble != null) throw new UserException(trouble);
        try {
            bridge.send(what, request);
        } catch (UserException e) {
            throw failed(e);
        }
        Request sent = new Request(what, payload);
        underWay.add(sent);
        return sent;
    }

    /**
     * Waits for the reply to a request; those to earlier ones come before it, and are kept.
     *
     * @throws UserException if the request is refused, or the process is lost
     */
    synchronized Wire.Message reply(Request request, Duration limit) {
        while (request.reply == null) {
            if (trouble != null) throw new UserException(trouble);
            receive(limit);
        }
        return granted(request.what, request.reply, request.payload);
    }

    private void receive(Duration limit) {
        Request first = underWay.remove();
        try {
            first.reply = bridge.receive(first.what, limit);
        } catch (UserException e) {
            throw failed(e);
        }
    }

    private Wire.Message granted(String what, Wire.Message reply, int payload) {
        JsonNode header = read(reply, JsonNode.class);
        if (!header.path("ok").asBoolean()) {
            UserException refused = refused(what, read(reply, Refusal.class));
            throw what.equals("HELLO") ? failed(refused) : refused;
        }
        if (reply.payload().length != payload)
            throw failed(new UserException("Gymnasium: the bridge sent " + reply.payload().length + " bytes at " + what
                    + ", needed " + payload));
        return reply;
    }

    private UserException failed(UserException e) {
        stop(e.getMessage());
        return e;
    }

    <T> T read(Wire.Message reply, Class<T> type) {
        try {
            return StrictJson.read("Gymnasium: the bridge's reply", reply.header(), type);
        } catch (UserException e) {
            throw failed(e);
        }
    }

    private UserException refused(String what, Refusal refusal) {
        if (refusal.kind.equals("MISSING"))
            return new UserException("Gymnasium: " + launch.python() + " " + refusal.message + "; or set "
                    + GymnasiumBridge.VARIABLE + " to a Python that has it");
        return new UserException("Gymnasium: " + what + ": " + refusal.message);
    }
}
