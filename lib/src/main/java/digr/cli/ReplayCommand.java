package digr.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import digr.env.Breakout;
import digr.env.Environment;
import digr.env.Recording;
import digr.env.Replay;
import digr.paper.PaperTasks;
import digr.run.NpyFile;
import digr.run.SafeFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Steps recorded episodes and writes what they show and pay. */
@Command(name = "replay", description = "Step recorded episodes; write their frames, rewards and ends.")
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TaskOption task;

    @Option(
            names = "--episodes",
            required = true,
            paramLabel = "E.json",
            description =
                    "{\"episodes\": [{\"actions\": [...], \"initial\": {...}}, ...]}; \"initial\", the start, for rfg;"
                            + " \"seed\": N for driving.")
    private Path episodes;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FRAMES.npy",
            description = "uint8 [n,C,H,W]: each episode's start and one a step, episode after episode.")
    private Path out;

    @Option(
            names = "--results",
            paramLabel = "R.json",
            description = "{\"episodes\": [{\"rewards\": [...], \"terminated\": [...], \"truncated\": [...]}, ...]}")
    private Path results;

    @Option(names = "--rom", paramLabel = "ROM", description = "Breakout's ROM, if not ale-py's in .venv.")
    private Path rom;

    @Override
    public Integer call() {
        if (results != null && absolute(results).equals(absolute(out)))
            throw new ParameterException(
                    spec.commandLine(), "--out and --results must be two files, got " + out + " for both");
        SafeFiles.requireTarget(out, episodes);
        if (results != null) SafeFiles.requireTarget(results, episodes);
        List<Recording> recordings = Recording.read(episodes);
        Replay replay;
        try (Environment environment = environment()) {
            replay = Replay.of(environment, recordings);
        }
        NpyFile.write(out, replay.frames());
        if (results != null) {
            var json = Map.of("episodes", replay.outcomes());
            SafeFiles.write(results, stream -> stream.write(new ObjectMapper().writeValueAsBytes(json)));
        }
        return 0;
    }

    private Environment environment() {
        if (rom == null) return task.get().environment();
        if (!task.get().equals(PaperTasks.BREAKOUT))
            throw new ParameterException(spec.commandLine(), "--rom goes with --task breakout alone");
        return new Breakout(rom, Breakout.Options.evaluation());
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
