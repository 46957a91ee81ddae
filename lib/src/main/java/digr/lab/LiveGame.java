package digr.lab;

import digr.env.Controls;
import digr.env.Environment;
import digr.env.RedFetchGreen;
import digr.env.Room;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Seeds;
import digr.run.UserException;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import digr.viz.Pictures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A task to play by buttons and keys, or to watch a policy play, with a map over what is seen. Red-Fetch-Green waits for the
 * player, and its objects and agent can be dragged: what if the green one were here? Driving and Breakout run by their own
 * clock, which does not wait for the map, either: a map that takes long is of a picture that is past, and the view says how
 * long (the paper's Figure 6). Without a kernel an {@link Explorer} of some moments of the policy's play stands in its place.
 *
 * <pre>{@code
 * new LiveGame(new Highway(HighwayOptions.defaults()), student, new VanillaGradient()).or(new GaussianBlur(5))
 * }</pre>
 */
public final class LiveGame {
    private final Environment environment;
    private final Controls controls;
    private final Policy player;
    private final Policy explained; // a policy is for one thread
    private final Map<String, SaliencyMethod> methods = new LinkedHashMap<>();
    private final UniformRandomProvider chance = new Seeds(0).stream("live");

    private Widget widget;
    private LiveThread thread;
    private LiveThread mapThread;
    private Newest<Moment> maps;

    // of the thread that plays
    private boolean policyPlays;
    private boolean playing;
    private int perSecond;
    private int held;
    private long episode;
    private double sum;
    private long dueNanos;
    private long step;
    private boolean toShow;

    private volatile String method; // its name in the menu
    private volatile Moment now; // what is on the screen
    private volatile Made made; // the last map

    /**
     * A state and when it was seen.
     *
     * @param number of the picture; one step may be shown twice
     */
    private record Moment(long number, long step, INDArray state, BufferedImage frame) {}

    private record Made(SaliencyMap map, String method, Moment of, double millis) {}

    /**
     * @param environment the view resets and steps it; not to be used elsewhere meanwhile
     * @param policy whose map is shown
     */
    public LiveGame(Environment environment, Policy policy, SaliencyMethod method) {
        this.environment = environment;
        controls = environment.controls();
        player = policy.copy();
        explained = policy.copy();
        or(method);
    }

    /** Another method for the menu, by the name of its class. */
    public LiveGame or(SaliencyMethod another) {
        String title = title(another.getClass());
        return or(methods.containsKey(title) ? another.toString() : title, another);
    }

    /** Another method for the menu, by a name of your own. */
    public LiveGame or(String name, SaliencyMethod another) {
        methods.put(name, another);
        return this;
    }

    /** "Gaussian blur" of GaussianBlur; a number of a lambda or an anonymous class, which have no name for readers. */
    private String title(Class<?> method) {
        String name = method.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return name.isEmpty() || method.isHidden()
                ? "Method " + (methods.size() + 1)
                : name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    /**
     * What a policy sees now, [1, C, H, W].
     *
     * @param who for the message, if it is of another task
     */
    static INDArray state(String who, Environment environment, Policy policy) {
        int[] shape = environment.observationShape();
        policy.requireFits(who + ": the policy", shape, environment.actions());
        return policy.states(frame(environment), 1);
    }

    private static byte[] frame(Environment environment) {
        int[] shape = environment.observationShape();
        byte[] frame = new byte[shape[0] * shape[1] * shape[2]];
        environment.observe(frame, 0);
        return frame;
    }

    void render(Output out) {
        leave();
        out.html(Fallback.html(LiveGameFallback.html(environment, player, controls)));
        out.text(toString());
        open(Lab.widgets()).show(out);
    }

    /** Opens the view; on a cell's thread. */
    Widget open(Widgets widgets) {
        leave();
        LiveThread play = new LiveThread(this::stop);
        LiveThread explain = new LiveThread(this::withoutMap);
        thread = play;
        mapThread = explain;
        maps = new Newest<>(mapThread, this::map);
        method = methods.keySet().iterator().next();
        now = null;
        made = null;
        policyPlays = false;
        perSecond = controls.stepMillis() == 0 ? 4 : 1000 / controls.stepMillis();
        held = controls.idle();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("actions", controls.actions());
        model.put("keys", controls.keys());
        model.put("idle", controls.idle());
        model.put("clocked", controls.stepMillis() > 0);
        model.put("perSecond", perSecond);
        model.put("methods", List.copyOf(methods.keySet()));
        model.put("playing", false);
        model.put("wrong", "");
        widget = widgets.open("live-game.js", model, new Widget.Listener() {
            @Override
            public void told(Map<String, Object> message) {
                widget.heard(message);
                play.run(() -> obey(message));
            }

            @Override
            public void closed() {
                play.stop();
                explain.stop();
            }
        });
        thread.run(() -> {
            if (environment.ended()) environment.reset(episode);
            show();
        });
        return widget;
    }

    /** The last cell that shows it keeps its picture: there is one game, and its environment is for one thread. */
    private void leave() {
        if (thread == null) return;
        thread.end();
        mapThread.end();
        stop("Another cell shows this game now; to have it here, run this cell again.");
        widget.set(Map.of("over", true));
        thread = null;
    }

    private void stop(String wrong) {
        playing = false;
        widget.set(Map.of("wrong", wrong, "playing", false));
    }

    private void obey(Map<String, Object> message) {
        widget.set(Map.of("wrong", ""));
        switch (String.valueOf(message.get("do"))) {
            case "act" -> act(number(message, "action"));
            case "hold" -> held = number(message, "action");
            case "play" -> play(Boolean.TRUE.equals(message.get("on")));
            case "player" -> policyPlays = Boolean.TRUE.equals(message.get("policy"));
            case "speed" -> perSecond = Math.max(1, number(message, "perSecond"));
            case "method" -> method = List.copyOf(methods.keySet()).get(number(message, "method"));
            case "reset" -> begin();
            case "move" -> move((List<?>) message.get("from"), (List<?>) message.get("to"));
            default -> throw new IllegalArgumentException("LiveGame: the page asked for " + message);
        }
        // however many come at once, what they lead to is shown once; where a clock runs, at its next tick
        if (toShow || playing && controls.stepMillis() > 0) return;
        toShow = true;
        thread.run(() -> {
            toShow = false;
            show();
        });
    }

    private static int number(Map<String, Object> message, String name) {
        return ((Number) message.get(name)).intValue();
    }

    private void begin() {
        environment.reset(++episode);
        step++;
        sum = 0;
    }

    private void act(int action) {
        if (environment.ended()) {
            begin();
            return;
        }
        sum += environment.step(action).reward();
        step++;
    }

    private void play(boolean on) {
        if (on && !playing) {
            dueNanos = System.nanoTime();
            thread.run(this::tick);
        }
        playing = on;
    }

    /** One step of the clock; a machine that is too slow for it makes the clock slow. */
    private void tick() {
        if (!playing) return;
        boolean over = environment.ended();
        act(policyPlays ? chosen() : held);
        if (environment.ended() && !over && !policyPlays) playing = false;
        show();
        dueNanos = Math.max(dueNanos + TimeUnit.SECONDS.toNanos(1) / perSecond, System.nanoTime());
        thread.after(dueNanos - System.nanoTime(), this::tick);
    }

    private int chosen() {
        return Softmax.sample(player.logits(state("LiveGame", environment, player))[0], chance.nextDouble());
    }

    /** Puts what stands in one cell into another. */
    private void move(List<?> from, List<?> to) {
        if (!(environment instanceof RedFetchGreen game)) return;
        if (game.ended()) throw new UserException("LiveGame: the episode has ended, begin a new one");
        game.reset(game.room().moved(cell(from, 0), cell(from, 1), cell(to, 0), cell(to, 1)));
        step++;
    }

    private static int cell(List<?> place, int axis) {
        return ((Number) place.get(axis)).intValue();
    }

    /** On the thread that plays: shows the picture at once; the map follows when it is done. */
    private void show() {
        int[] shape = environment.observationShape();
        byte[] seen = frame(environment);
        BufferedImage frame = Pictures.newest(seen, 0, shape);
        Map<String, Object> picture = new LinkedHashMap<>();
        picture.put("size", List.of(frame.getWidth(), frame.getHeight()));
        picture.put("frame", LivePictures.rgb(frame));
        picture.put("playing", playing);
        picture.put("caption", caption());
        picture.put("things", environment instanceof RedFetchGreen game ? things(game.room()) : List.of());
        long number = now == null ? 1 : now.number + 1;
        try {
            INDArray state = state("LiveGame", environment, player);
            picture.put("probabilities", player.probabilities(state)[0]);
            now = new Moment(number, step, state, frame);
            if (maps.busy() && made != null) picture.putAll(shown(made)); // else it is there in a moment
        } catch (RuntimeException e) { // the game goes on without a map
            now = new Moment(number, step, null, frame);
            picture.put("wrong", LiveThread.line(e));
        }
        picture.put("drawn", number);
        widget.set(picture);
        if (now.state != null) maps.order(now); // after it: a picture would bring an older map back
    }

    private String caption() {
        String end = environment.ended() ? ": " + environment.outcome() : "";
        return String.format(Locale.ROOT, "episode %d, rewards %.1f%s", episode + 1, sum, end);
    }

    private static List<List<Object>> things(Room room) {
        List<List<Object>> things = new ArrayList<>();
        things.add(List.of("the agent", room.agentX(), room.agentY()));
        for (Room.Item item : room.items()) {
            String name = (item.colour() + " " + item.kind()).toLowerCase(Locale.ROOT);
            things.add(List.of("the " + name, item.x(), item.y()));
        }
        return things;
    }

    /** On the maps' own thread. */
    private void map(Moment moment) {
        long start = System.nanoTime();
        String by = method;
        SaliencyMap map = methods.get(by).explain(explained, moment.state).get(0);
        made = new Made(map, by, moment, (System.nanoTime() - start) / 1e6);
        widget.set(shown(made));
    }

    private static String time(double millis) {
        return millis < 1000
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }

    /** A method failed: the last map would look like its own. */
    private void withoutMap(String line) {
        widget.set(Map.of(
                "wrong", line, "map", new byte[0], "mapCaption", "", "late", 0, "mapped", "none on " + now.number));
    }

    /** The last map over the picture that is on the screen when it is done, and how late that is. */
    private Map<String, Object> shown(Made last) {
        Moment seen = now;
        long late = seen.step - last.of.step;
        String of = late == 0
                ? "this picture"
                : controls.stepMillis() == 0
                        ? "the picture from " + (late == 1 ? "a step" : late + " steps") + " ago"
                        : String.format(
                                Locale.ROOT, "the picture from %.2f s ago", late * controls.stepMillis() / 1000.0);
        Map<String, Object> picture = new LinkedHashMap<>();
        picture.put("map", LivePictures.rgb(Pictures.overlay(seen.frame, last.map.values())));
        picture.put("late", late);
        picture.put("mapCaption", last.method + " of " + of + "; it took " + time(last.millis));
        picture.put("mapped", last.of.number + " on " + seen.number);
        return picture;
    }

    @Override
    public String toString() {
        return "LiveGame[" + environment.getClass().getSimpleName() + "]";
    }
}
