package digr.cli;

import digr.env.gymnasium.Wrap;
import digr.policy.PolicyFile;
import digr.policy.PolicyWeights;
import digr.run.OneLine;
import digr.run.Provenance;
import digr.task.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The task that a command is about, and what is changed of its environments. */
final class TaskOption {
    private static final String GYMNASIUM = "gymnasium:";

    /** For the help. */
    static final class Wraps extends ArrayList<String> {
        Wraps() {
            for (Wrap wrap : Wrap.values()) add(wrap.toString());
        }
    }

    private static final class Wrapped implements ITypeConverter<Wrap> {
        @Override
        public Wrap convert(String name) {
            try {
                return digr.run.Named.of(Wrap.class, name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** For the help. */
    static final class Names extends ArrayList<String> {
        Names() {
            for (Task task : Task.all()) add(task.name());
        }
    }

    private static final class Named implements ITypeConverter<Task> {
        @Override
        public Task convert(String name) {
            try {
                return Task.named(name.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Option(
            names = "--task",
            paramLabel = "TASK",
            converter = Named.class,
            completionCandidates = Names.class,
            description = {
                "One of: ${COMPLETION-CANDIDATES}; ./digr --with JAR COMMAND adds those of a jar.",
                "Needed unless --env names an environment of Gymnasium."
            })
    private Task task;

    @Option(
            names = "--env",
            split = ",",
            paramLabel = "OPTION=VALUE",
            description = {
                "Change options of the task's environments, such as stack=4 of breakout; default: the task's.",
                "In place of --task: gymnasium:ID, such as gymnasium:ALE/Pong-v5, an environment of Gymnasium."
            })
    private List<String> environment = List.of();

    @Option(
            names = "--wrap",
            paramLabel = "WRAP",
            converter = Wrapped.class,
            completionCandidates = Wraps.class,
            description =
                    "What makes pictures of an environment of Gymnasium: ${COMPLETION-CANDIDATES}; default: none.")
    private Wrap wrap;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Task chosen;

    /** Ends the command where there is no task, or an option of the environments is wrong. */
    Task get() {
        if (chosen == null) chosen = choose();
        return chosen;
    }

    /** A policy for the task; standard error says if it was trained for another, whose pictures may mean other things. */
    PolicyWeights policy(Path file) {
        return noted(PolicyFile.read(file), file);
    }

    /** The policy that was read of a file, noted as {@link #policy} does if it was trained for another task. */
    PolicyWeights noted(PolicyWeights read, Path file) {
        read.provenance()
                .map(Provenance::task)
                .filter(trained -> !trained.split("[, ]")[0].equals(get().name()))
                .ifPresent(trained -> command.commandLine()
                        .getErr()
                        .println(OneLine.of("digr: " + file + " was trained for " + trained + ", not for " + get())));
        return read;
    }

    private Task choose() {
        List<String> ids = environment.stream()
                .filter(part -> part.startsWith(GYMNASIUM))
                .map(part -> part.substring(GYMNASIUM.length()))
                .toList();
        if (ids.size() > 1) throw wrong("--env: needed one environment of Gymnasium, got " + ids);
        if (ids.size() == 1 && task != null)
            throw wrong("--env gymnasium:" + ids.get(0) + " is a task of its own; leave out --task " + task);
        if (ids.isEmpty() && wrap != null) throw wrong("--wrap goes with --env gymnasium:ID");
        if (ids.isEmpty()
                && task == null
                && !environment.isEmpty()
                && environment.get(0).indexOf('=') < 1)
            throw wrong("--env: an environment of Gymnasium is named gymnasium:ID; did you mean gymnasium:"
                    + environment.get(0) + "?");
        if (ids.isEmpty() && task == null)
            throw wrong("Missing required option: '--task=TASK', or '--env gymnasium:ID' in its place");
        try {
            if (ids.size() == 1) return GymnasiumTask.of(ids.get(0), wrap == null ? Wrap.NONE : wrap, settings());
            return environment.isEmpty() ? task : changed();
        } catch (IllegalArgumentException e) {
            throw wrong("--env: " + e.getMessage());
        }
    }

    private Task changed() {
        Task changed = task.withEnvironment(settings());
        changed.environment().close();
        return changed;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : environment) {
            if (part.startsWith(GYMNASIUM)) continue;
            int equals = part.indexOf('=');
            if (equals < 1) throw new IllegalArgumentException("needed OPTION=VALUE, got " + part);
            String option = part.substring(0, equals);
            if (settings.put(option, part.substring(equals + 1)) != null)
                throw new IllegalArgumentException(option + " is there twice");
        }
        return settings;
    }

    private ParameterException wrong(String why) {
        return new ParameterException(command.commandLine(), why);
    }
}
