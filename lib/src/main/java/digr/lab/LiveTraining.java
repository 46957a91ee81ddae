package digr.lab;

import digr.distill.DigrOptions;
import digr.distill.DigrTrainer;
import digr.distill.MaskSource;
import digr.distill.Penalty;
import digr.distill.SelectiveLoss;
import digr.env.Environment;
import digr.env.VectorEnvironment;
import digr.eval.LabelledStates;
import digr.eval.SaliencyScore;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.saliency.SaliencyMap;
import digr.saliency.VanillaGradient;
import digr.viz.PictureGrid;
import digr.viz.Pictures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training by {@link DigrTrainer} to watch and to steer by sliders, which count from the next updates on: how much of the
 * selective loss there is, at first nothing; α, λ and the weight of each penalty. Beside them the student's gradient in a
 * state, and two curves: how far it is from acting like the teacher, and how well its gradient finds what matters. Without a
 * kernel the teacher's gradient stands in its place.
 *
 * <p>The hand takes the place of the schedule: there is no warm-up, the learning rate stays, and the moving average that
 * becomes the student is short, so that what a slider does is soon seen.
 *
 * <pre>{@code
 * new LiveTraining(PaperTasks.RFG.digr().withUpdates(1000), teacher, dataset, RedFetchGreen::new, seen, seeds(7))
 * }</pre>
 */
public final class LiveTraining {
    private static final int UPDATES_A_PICTURE = 10;
    private static final int SCORED = 16;
    private static final double AVERAGING = 0.95;
    private static final String SELECTIVE = "selective loss";

    private final DigrOptions options;
    private final Policy teacher;
    private final MaskSource masks;
    private final Supplier<? extends Environment> maker;
    private final LabelledStates seen;
    private final INDArray states;
    private final Seeds seeds;
    private final List<LiveControl> controls = new ArrayList<>();

    private Widget widget;
    private LiveThread thread;
    private volatile Map<String, ?> chosen;

    // of the training's thread
    private VectorEnvironment environments;
    private DigrTrainer training;
    private Map<String, ?> counts; // the choice that the training has
    private boolean running;
    private int drawn;
    private final List<List<Double>> curve = new ArrayList<>();

    /**
     * @param options the sliders begin with its α, λ and weights; its schedule gives the number of updates alone
     * @param maker makes the environments of the training
     * @param seen the gradient is shown in the first, and scored on the first 16
     */
    public LiveTraining(
            DigrOptions options,
            Policy teacher,
            MaskSource masks,
            Supplier<? extends Environment> maker,
            LabelledStates seen,
            Seeds seeds) {
        teacher.requireSees("LiveTraining: the teacher", seen.shape());
        this.options = byHand(options);
        this.teacher = teacher.copy();
        this.masks = masks;
        this.maker = maker;
        this.seen = seen.part(0, Math.min(SCORED, seen.size()));
        this.seeds = seeds;
        states = teacher.states(this.seen.frames(), this.seen.size());
        controls.add(LiveControl.slider(SELECTIVE, 0, 1, 0.05, 0, "× its weights"));
        controls.add(LiveControl.powers("α", 0.01, 100, options.combination().alpha()));
        controls.add(LiveControl.powers(
                "λ", 0.001, options.masks().importantAbove(), options.masks().lambda()));
        options.loss()
                .penalties()
                .forEach((penalty, weight) ->
                        controls.add(LiveControl.slider(penalty.title(), 0, 3 * weight, weight / 20, weight, "")));
        chosen = LiveControl.model(controls);
    }

    private static DigrOptions byHand(DigrOptions options) {
        DigrOptions.Steps steps = options.steps();
        return options.with(new DigrOptions.Schedule(options.schedule().updates(), 0, 0, 0))
                .with(new DigrOptions.Steps(
                        steps.start(),
                        steps.optimiser(),
                        steps.learningRate(),
                        Math.min(AVERAGING, steps.averaging())));
    }

    void render(Output out) {
        leave();
        out.html(Fallback.html(fallback()));
        out.text(toString());
        open(Lab.widgets()).show(out);
    }

    /** Opens the view; on a cell's thread. */
    Widget open(Widgets widgets) {
        leave();
        LiveThread train = new LiveThread(this::stop);
        Newest<Object> moves = new Newest<>(train, choice -> {
            if (!running) show(); // else the next picture tells of it
        });
        thread = train;
        Map<String, Object> model = LiveControl.model(controls);
        model.put("total", options.schedule().updates());
        model.put("running", false);
        model.put("wrong", "");
        widget = widgets.open("live-training.js", model, new Widget.Listener() {
            @Override
            public void changed(Map<String, Object> values) {
                if (LiveControl.choice(values).isEmpty()) return;
                widget.heard(values);
                chosen = values;
                moves.order(values);
            }

            @Override
            public void told(Map<String, Object> message) {
                widget.heard(message);
                train.run(() -> obey(message));
            }

            @Override
            public void closed() {
                train.run(LiveTraining.this::close);
            }
        });
        thread.run(this::begin);
        return widget;
    }

    /** The last cell that shows it keeps its picture: there is one training. */
    private void leave() {
        if (thread == null) return;
        thread.end();
        stop("Another cell shows this training now; to have it here, run this cell again.");
        widget.set(Map.of("over", true));
        thread = null;
    }

    private void stop(String wrong) {
        running = false;
        widget.set(Map.of("wrong", wrong, "running", false));
    }

    /** Lets go of the training: the kernel keeps the value of each run of a cell, this view, as long as it lives. */
    private void close() {
        thread.stop();
        if (environments != null) environments.close();
        environments = null;
        training = null;
    }

    private void obey(Map<String, Object> message) {
        widget.set(Map.of("wrong", ""));
        switch (String.valueOf(message.get("do"))) {
            case "run" -> run(Boolean.TRUE.equals(message.get("on")));
            case "reset" -> begin();
            default -> throw new IllegalArgumentException("LiveTraining: the page asked for " + message);
        }
    }

    private void begin() {
        running = false;
        if (environments != null) environments.close();
        environments = VectorEnvironment.of(options.data().environments(), maker, seeds);
        training = new DigrTrainer("live", options, teacher, masks, environments, seeds);
        counts = null;
        curve.clear();
        show();
    }

    private void run(boolean on) {
        boolean waits = !running;
        running = on && training.done() < training.total();
        if (running && waits) thread.run(this::goOn);
        else show();
    }

    private void goOn() {
        if (!running) return;
        Map<String, ?> wanted = chosen;
        if (wanted != counts) training.goOnWith(options(LiveControl.choice(wanted)));
        counts = wanted;
        Map<String, Double> point = training.iterate(UPDATES_A_PICTURE);
        running = training.done() < training.total();
        curve.add(List.of((double) training.done(), point.get("distillation loss"), auc()));
        show();
        thread.run(this::goOn);
    }

    /** The options with what the sliders say. */
    DigrOptions options(Map<String, Number> choice) {
        SelectiveLoss loss = new SelectiveLoss(
                options.loss().field(), Map.of(), options.loss().surrogateWidth());
        double share = choice.get(SELECTIVE).doubleValue();
        for (Penalty penalty : options.loss().penalties().keySet())
            loss = loss.with(penalty, share * choice.get(penalty.title()).doubleValue());
        double lambda = choice.get("λ").doubleValue();
        return options.with(loss)
                .with(new DigrOptions.Masks(lambda, options.masks().importantAbove()))
                .with(options.combination().withAlpha(choice.get("α").doubleValue()));
    }

    private double auc() {
        List<SaliencyMap> maps = new VanillaGradient().explain(training.student(), states);
        return IntStream.range(0, maps.size())
                .mapToDouble(i -> SaliencyScore.of(maps.get(i), seen.regions(i)).auc())
                .average()
                .orElseThrow();
    }

    private void show() {
        INDArray first = teacher.states(seen.frames(), 1);
        BufferedImage frame = LivePictures.newest(first);
        SaliencyMap map =
                new VanillaGradient().explain(training.student(), first).get(0);
        Map<String, Object> picture = new LinkedHashMap<>();
        picture.put("size", List.of(frame.getWidth(), frame.getHeight()));
        picture.put("frame", LivePictures.rgb(frame));
        picture.put("map", LivePictures.rgb(Pictures.heat(map.values(), map.height(), map.width())));
        picture.put("curve", List.copyOf(curve));
        picture.put("running", running);
        picture.put("caption", training.done() + " of " + training.total() + " updates" + reached() + alone());
        picture.put("drawn", ++drawn);
        widget.set(picture);
    }

    private String reached() {
        if (curve.isEmpty()) return "";
        List<Double> last = curve.get(curve.size() - 1);
        return String.format(Locale.ROOT, ", KL %.3f nat, AUC %.3f", last.get(1), last.get(2));
    }

    private String alone() {
        return LiveControl.choice(chosen).get(SELECTIVE).doubleValue() > 0
                ? ""
                : ". Distillation only: the slider \u201c" + SELECTIVE + "\u201d is at 0.";
    }

    private String fallback() {
        INDArray first = teacher.states(seen.frames(), 1);
        SaliencyMap map = new VanillaGradient().explain(teacher, first).get(0);
        PictureGrid grid = new PictureGrid("state", "gradient of\nthe teacher")
                .row("", LivePictures.newest(first), Pictures.heat(map.values(), map.height(), map.width()));
        return "<img alt=\"a state, and the teacher's gradient there\" width=\"" + grid.width() + "\" height=\""
                + grid.height() + "\" src=\"" + Page.dataUri(Base64.getEncoder().encodeToString(grid.png()))
                + "\">";
    }

    @Override
    public String toString() {
        return "LiveTraining[" + options.schedule().updates() + " updates]";
    }
}
