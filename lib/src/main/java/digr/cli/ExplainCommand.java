package digr.cli;

import digr.policy.Policy;
import digr.policy.PolicyWeights;
import digr.policy.StateFile;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.Progress;
import digr.run.Provenance;
import digr.run.SafeFiles;
import digr.run.UserException;
import digr.saliency.Background;
import digr.saliency.ChannelReduction;
import digr.saliency.GaussianBlur;
import digr.saliency.IntegratedGradients;
import digr.saliency.NamedMethod;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import digr.viz.Colormap;
import digr.viz.PictureGrid;
import digr.viz.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Saliency maps of anyone's policy at anyone's states. */
@Command(name = "explain", description = "Compute saliency maps: how much each pixel matters to a policy.")
final class ExplainCommand implements Callable<Integer> {
    /** States between two signs of progress. */
    private static final int PART = 32;

    private static final double RADIUS = 4;
    private static final int MOST_STEPS = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PolicyAndStates input;

    @Option(names = "--method", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
    private NamedMethod method;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "MAPS.npy",
            description = "float32 [n,H,W], each map divided by its maximum; one that is zero everywhere stays so."
                    + " Its provenance goes to MAPS.json.")
    private Path out;

    @Mixin
    private PerturbationOptions perturbation;

    @Mixin
    private BackgroundOption background;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Decides SmoothGrad's noise and RISE's masks; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--steps",
            paramLabel = "K",
            description = "Of integrated gradients, from black to the state; default 50.")
    private Integer steps;

    @Option(
            names = "--channels",
            defaultValue = "max",
            description = {
                "One of: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
                "sum99: the channels' sum, clipped at the map's 99th percentile."
            })
    private ChannelReduction channels;

    @Option(
            names = "--raw",
            description = "Do not divide the maps by their maxima. What is below float32's range, 1e-45, is then zero.")
    private boolean raw;

    @Option(
            names = "--png",
            paramLabel = "DIR",
            description = "Also write a picture a state: the state, its map, the map laid over the state.")
    private Path pictures;

    private final DoubleSummaryStatistics explained = new DoubleSummaryStatistics();
    private final DoubleSummaryStatistics incomplete = new DoubleSummaryStatistics();
    private long zero;

    @Override
    public Integer call() {
        GaussianBlur blur = perturbation.perturbation(RADIUS);
        requireStepsToFit();
        ResultFile.requireTargets(out, input.files());
        ResultFile.requireTargets(out, background.files());
        if (pictures != null) SafeFiles.createFolder(pictures);
        try (StateFile states = input.states()) {
            explain(blur, states);
        }
        return 0;
    }

    private void requireStepsToFit() {
        if (steps == null) return;
        perturbation.requireUsed(method, method == NamedMethod.INTEGRATED_GRADIENTS, "--steps");
        if (steps < 1 || steps > MOST_STEPS)
            throw new ParameterException(spec.commandLine(), "--steps must be 1 to " + MOST_STEPS + ", got " + steps);
    }

    private void explain(GaussianBlur blur, StateFile states) {
        PolicyWeights policy = input.policy(states);
        int[] shape = {states.channels(), states.height(), states.width()};
        Background empty = method.needsBackground() ? background.of(states.size(), shape, states::bytes) : null;
        SaliencyMethod explainer =
                steps == null ? method.with(blur, empty, seed) : new IntegratedGradients().withSteps(steps);
        int[] ofMaps = {states.size(), states.height(), states.width()};
        NpyFile.write(out, NdArray.Type.FLOAT32, ofMaps, file -> explain(explainer, policy.policy(), states, file));
        Map<String, String> options =
                Map.of("method", explainer.toString(), "channels", channels.toString(), "raw", Boolean.toString(raw));
        Provenance made = input.provenance(policy, options, seed);
        ResultFile.writeProvenance(out, method.needsBackground() ? background.parentOf(made) : made);
        if (incomplete.getCount() > 0)
            say(
                    "completeness: the sum over all channels of a map misses F(s) - F(black), which is %.2g on average in"
                            + " size, by %.2g on average, %.2g at most; more --steps bring it nearer",
                    explained.getAverage(), incomplete.getAverage(), incomplete.getMax());
        if (zero > 0) say("%d of %d maps %s zero everywhere", zero, states.size(), zero == 1 ? "is" : "are");
    }

    private void explain(SaliencyMethod explainer, Policy policy, StateFile states, NpyFile.Part file)
            throws IOException {
        try (Progress progress = Progress.console("explain")) {
            progress.report(0, states.size(), "");
            for (int from = 0; from < states.size(); from += PART) {
                int to = Math.min(from + PART, states.size());
                INDArray part = states.part(from, to);
                INDArray attributions = explainer.attributions(policy, part);
                List<SaliencyMap> maps = SaliencyMap.ofGradients(attributions, channels);
                zero += maps.stream().filter(map -> map.maximum() == 0).count();
                if (explainer instanceof IntegratedGradients integrated) {
                    for (double change : integrated.changes(policy, part)) explained.accept(Math.abs(change));
                    for (double error : integrated.completenessErrors(policy, part, attributions))
                        incomplete.accept(Math.abs(error));
                }
                file.add(numbers(maps));
                if (pictures != null) draw(states, maps, from);
                progress.report(to, states.size(), "");
            }
        } catch (IllegalArgumentException e) { // weights that overflow
            throw new UserException(e.getMessage(), e);
        }
    }

    private void say(String format, Object... values) {
        spec.commandLine().getErr().println("explain: " + String.format(Locale.ROOT, format, values));
    }

    private NdArray numbers(List<SaliencyMap> maps) {
        int pixels = maps.get(0).values().length;
        float[] all = new float[maps.size() * pixels];
        for (int i = 0; i < maps.size(); i++) {
            SaliencyMap map = maps.get(i);
            System.arraycopy(raw ? map.raw() : map.values(), 0, all, i * pixels, pixels);
        }
        return NdArray.of(all, all.length);
    }

    /** @param from the first map's number */
    private void draw(StateFile states, List<SaliencyMap> maps, int from) {
        for (int i = 0; i < maps.size(); i++) {
            byte[] png = picture(states.frame(from + i), maps.get(i)).png();
            Path path = pictures.resolve(String.format(Locale.ROOT, "state-%05d.png", from + i));
            SafeFiles.write(path, stream -> stream.write(png));
        }
    }

    private PictureGrid picture(float[] frame, SaliencyMap map) {
        int height = map.height();
        int width = map.width();
        BufferedImage state = Pictures.frame(frame, frame.length / (height * width), height, width);
        return new PictureGrid("state", method.toString(), "overlay")
                .row("", state, Pictures.heat(map.values(), height, width), Pictures.overlay(state, map.values()))
                .colorBar(Colormap.VIRIDIS, "saliency");
    }
}
