package digr.cli;

import digr.policy.LoadOptions;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.run.NdArray;
import digr.run.NpyFile;
import digr.run.Progress;
import digr.run.SafeFiles;
import digr.run.UserException;
import digr.saliency.ChannelReduction;
import digr.saliency.GaussianBlur;
import digr.saliency.NamedMethod;
import digr.saliency.SaliencyMap;
import digr.saliency.SaliencyMethod;
import digr.viz.Colormap;
import digr.viz.PictureGrid;
import digr.viz.Pictures;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Saliency maps of anyone's policy at anyone's states. */
@Command(name = "explain", description = "Compute saliency maps: how much each pixel matters to a policy.")
final class ExplainCommand implements Callable<Integer> {
    /** States between two signs of progress. */
    private static final int PART = 32;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "F",
            description = "Safetensors, npz in PyTorch's names, or DL4J zip.")
    private Path file;

    @Option(
            names = "--states",
            required = true,
            paramLabel = "S.npy",
            description = "[n,C,H,W], uint8 or float32 in [0,1].")
    private Path statesFile;

    @Option(names = "--method", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
    private NamedMethod method;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "MAPS.npy",
            description = "float32 [n,H,W], each map divided by its maximum.")
    private Path out;

    @Option(
            names = "--radius",
            defaultValue = "4",
            description = "Of a perturbation, in pixels; default ${DEFAULT-VALUE}.")
    private double radius;

    @Option(
            names = "--stride",
            defaultValue = "1",
            description = "Perturb every so many pixels, bilinear between them; default ${DEFAULT-VALUE}.")
    private int stride;

    @Option(
            names = "--strides",
            split = ",",
            paramLabel = "S1,S2,...",
            hideParamSyntax = true,
            defaultValue = "4,2,1",
            description = "The convolutions' strides, where F does not hold them. Default: ${DEFAULT-VALUE}.")
    private List<Integer> strides;

    @Option(
            names = "--channels",
            defaultValue = "max",
            description = {
                "One of: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
                "sum99: the channels' sum, clipped at the map's 99th percentile."
            })
    private ChannelReduction channels;

    @Option(names = "--raw", description = "Do not divide the maps by their maxima.")
    private boolean raw;

    @Option(
            names = "--png",
            paramLabel = "DIR",
            description = "Also write a picture a state: the state, its map, the map laid over the state.")
    private Path pictures;

    @Override
    public Integer call() {
        SaliencyMethod explainer = method.with(perturbation());
        StateFile states = StateFile.read(statesFile);
        Policy policy =
                PolicyFile.read(file, new LoadOptions(strides, states.shape())).policy();
        states.requireShape(policy.stateShape());
        if (pictures != null) SafeFiles.createFolder(pictures);
        List<SaliencyMap> maps = explain(explainer, policy, states);
        NpyFile.write(out, NdArray.of(numbers(maps), states.size(), states.height(), states.width()));
        if (pictures != null) draw(states, maps);
        return 0;
    }

    private GaussianBlur perturbation() {
        try {
            return new GaussianBlur(radius, stride);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private List<SaliencyMap> explain(SaliencyMethod explainer, Policy policy, StateFile states) {
        List<SaliencyMap> maps = new ArrayList<>();
        try (Progress progress = Progress.console("explain")) {
            progress.report(0, states.size(), "");
            while (maps.size() < states.size()) {
                int to = Math.min(maps.size() + PART, states.size());
                maps.addAll(explainer.explain(policy, states.part(maps.size(), to), channels));
                progress.report(to, states.size(), "");
            }
        } catch (IllegalArgumentException e) { // weights that overflow
            throw new UserException(e.getMessage(), e);
        }
        return maps;
    }

    private float[] numbers(List<SaliencyMap> maps) {
        int pixels = maps.get(0).values().length;
        float[] all = new float[maps.size() * pixels];
        for (int i = 0; i < maps.size(); i++) {
            SaliencyMap map = maps.get(i);
            System.arraycopy(raw ? map.raw() : map.values(), 0, all, i * pixels, pixels);
        }
        return all;
    }

    private void draw(StateFile states, List<SaliencyMap> maps) {
        for (int i = 0; i < maps.size(); i++) {
            byte[] png = picture(states.frame(i), maps.get(i)).png();
            Path path = pictures.resolve(String.format(Locale.ROOT, "state-%05d.png", i));
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
