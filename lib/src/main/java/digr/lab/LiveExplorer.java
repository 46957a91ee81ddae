package digr.lab;

import digr.attack.Attacks;
import digr.env.Environment;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.run.UserException;
import digr.saliency.GaussianBlur;
import digr.saliency.NamedMethod;
import digr.saliency.SaliencyMap;
import digr.saliency.VanillaGradient;
import digr.viz.Pictures;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A state, a map over it and the probabilities of actions, computed by the kernel at each move of a menu or slider: policy,
 * method, attack and its eps, radius of perturbation, and the threshold below which a map's values are left out. The kernel
 * answers between cells; while a cell runs, the view says that it waits. Without a kernel an {@link Explorer} of the first
 * states stands in its place.
 *
 * <pre>{@code
 * new LiveExplorer(Map.of("teacher", teacher, "mine", mine), teacher.states(seen.frames(), seen.size()), "left", "right")
 * }</pre>
 */
public final class LiveExplorer {
    private static final int FALLBACK_STATES = 10;
    private static final int SEEDS = 1000;
    private static final String NO_ATTACK = "none";
    private static final double LEVELS = 255; // of a pixel
    private static final List<String> ATTACKS =
            Stream.concat(Stream.of(NO_ATTACK), Attacks.names().stream()).toList();
    private static final List<NamedMethod> METHODS =
            Stream.of(NamedMethod.values()).filter(m -> !m.needsBackground()).toList();

    private final Map<String, Policy> policies;
    private final States states;
    private final List<String> actions;
    private final LiveControl which; // of the states
    private final List<LiveControl> controls;
    private int drawn;

    /** The states that a slider leads through. */
    private interface States {
        /** [1, C, H, W] in [0, 1]; a new array. */
        INDArray at(int number, Policy policy);
    }

    /**
     * A view of given states.
     *
     * @param policies by the names of the menu
     * @param states [N, C, H, W], in [0, 1]; of a stack the newest frame is shown
     * @param actions the names of the policies' actions
     */
    public LiveExplorer(Map<String, Policy> policies, INDArray states, String... actions) {
        this(policies, (number, policy) -> of(states, number), "state", (int) states.size(0), actions);
    }

    /**
     * A view of the states in which an environment's episodes start, by their seeds.
     *
     * @param environment is reset by the view; not to be used elsewhere
     */
    public LiveExplorer(Map<String, Policy> policies, Environment environment, String... actions) {
        this(policies, (number, policy) -> start(environment, number, policy), "seed", SEEDS, actions);
    }

    private LiveExplorer(Map<String, Policy> policies, States states, String name, int count, String... actions) {
        if (policies.isEmpty()) throw new UserException("LiveExplorer: needed at least one policy, got none");
        this.policies = new LinkedHashMap<>();
        policies.forEach((title, policy) -> this.policies.put(title, policy.copy())); // one is for one thread
        this.states = states;
        this.actions = List.of(actions);
        which = LiveControl.slider(name, 1, count, 1, 1, "");
        controls = List.of(
                LiveControl.menu("policy", List.copyOf(this.policies.keySet())),
                LiveControl.menu(
                        "method", METHODS.stream().map(NamedMethod::title).toList()),
                LiveControl.menu("attack", ATTACKS),
                which,
                LiveControl.slider("eps", 0, 16, 0.5, 8, "/ 255"),
                LiveControl.slider("radius", 1, 9, 1, 5, "pixels"),
                LiveControl.slider("threshold", 0, 0.95, 0.05, 0, "of the maximum"));
    }

    private static INDArray of(INDArray states, int number) {
        return states.get(NDArrayIndex.interval(number - 1, number)).dup();
    }

    private static INDArray start(Environment environment, int seed, Policy policy) {
        environment.reset(seed);
        return LiveGame.state("LiveExplorer", environment, policy);
    }

    void render(Output out) {
        out.html(Fallback.html(fallback()));
        out.text(toString());
        open(Lab.widgets()).show(out);
    }

    /** Opens the view; on a cell's thread. */
    Widget open(Widgets widgets) {
        Widget[] widget = new Widget[1];
        LiveThread thread = new LiveThread(line -> widget[0].set(refusal(line)));
        Newest<Map<String, ?>> moves = new Newest<>(thread, choice -> widget[0].set(answer(choice)));
        Map<String, Object> model = LiveControl.model(controls);
        model.put("actions", actions);
        model.put("wrong", "");
        widget[0] = widgets.open("live-explorer.js", model, new Widget.Listener() {
            @Override
            public void changed(Map<String, Object> values) {
                if (!LiveControl.choice(values).isEmpty()) moves.order(values);
            }

            @Override
            public void closed() {
                thread.stop();
            }
        });
        moves.order(model);
        return widget[0];
    }

    /** What the page shows for a choice; for one view after the other, as policies are for one thread. */
    synchronized Map<String, Object> answer(Map<String, ?> values) {
        Map<String, Number> choice = LiveControl.choice(values);
        String title = List.copyOf(policies.keySet()).get(choice.get("policy").intValue());
        Policy policy = policies.get(title);
        int number = choice.get(which.name()).intValue();
        INDArray state = states.at(number, policy);
        requireFits(title, policy, state);
        String attack = ATTACKS.get(choice.get("attack").intValue());
        if (!attack.equals(NO_ATTACK))
            state = Attacks.named(attack)
                    .perturb(policy, state, choice.get("eps").doubleValue() / LEVELS, new Seeds(number).stream("live"));
        NamedMethod method = METHODS.get(choice.get("method").intValue());
        GaussianBlur blur = new GaussianBlur(choice.get("radius").intValue());
        long start = System.nanoTime();
        SaliencyMap map = method.with(blur).explain(policy, state).get(0);
        double millis = (System.nanoTime() - start) / 1e6;
        BufferedImage frame = LivePictures.newest(state);
        float[] shown = above(choice.get("threshold").floatValue(), map.values());
        Map<String, Object> picture = new LinkedHashMap<>();
        picture.put("size", List.of(map.width(), map.height()));
        picture.put("frame", LivePictures.rgb(frame));
        picture.put("map", LivePictures.rgb(Pictures.overlay(frame, shown)));
        picture.put("probabilities", policy.probabilities(state)[0]);
        picture.put(
                "caption",
                String.format(
                        Locale.ROOT, "%s %d, attack %s, this map took %.1f ms", which.name(), number, attack, millis));
        picture.put("wrong", "");
        picture.put("drawn", ++drawn);
        return picture;
    }

    /** What went wrong; the last picture would look like an answer. */
    private Map<String, Object> refusal(String line) {
        Map<String, Object> nothing = new LinkedHashMap<>();
        for (String bytes : List.of("frame", "map")) nothing.put(bytes, new byte[0]);
        nothing.put("probabilities", new double[0]);
        nothing.put("caption", "");
        nothing.put("wrong", line);
        nothing.put("drawn", ++drawn);
        return nothing;
    }

    private void requireFits(String title, Policy policy, INDArray state) {
        int[] shape = {(int) state.size(1), (int) state.size(2), (int) state.size(3)};
        policy.requireSees("LiveExplorer: the policy \"" + title + "\"", shape);
        if (policy.actions() != actions.size())
            throw new UserException("LiveExplorer: the policy \"" + title + "\" has " + policy.actions()
                    + " actions, got " + actions.size() + " names for them, " + actions);
    }

    private static float[] above(float threshold, float[] map) {
        float[] kept = map.clone();
        for (int i = 0; i < kept.length; i++) if (kept[i] < threshold) kept[i] = 0;
        return kept;
    }

    /** The first states, by each policy that fits them; of one that does not, why. */
    private synchronized String fallback() {
        Explorer explorer = new Explorer("policy");
        String wrong = "";
        int last = ((Number) which.looks().get("max")).intValue();
        int n = Math.min(FALLBACK_STATES, last);
        boolean empty = true;
        for (Map.Entry<String, Policy> policy : policies.entrySet()) {
            try {
                INDArray[] some = new INDArray[n];
                for (int i = 0; i < n; i++) some[i] = states.at(i + 1, policy.getValue());
                INDArray all = Nd4j.concat(0, some);
                explorer.add(
                        Explorer.View.of(policy.getValue(), all, new VanillaGradient(), actions.toArray(new String[0])),
                        policy.getKey());
                empty = false;
            } catch (RuntimeException e) {
                wrong += "<p>" + TableHtml.escape(policy.getKey() + ": " + LiveThread.line(e)) + "</p>";
            }
        }
        return (empty ? "" : explorer.html()) + wrong;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "LiveExplorer[%.0f %ss, policies %s]",
                which.looks().get("max"),
                which.name(),
                String.join(", ", policies.keySet()));
    }
}
