package digr.cli;

import digr.task.Task;
import java.util.ArrayList;
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
            required = true,
            paramLabel = "TASK",
            converter = Named.class,
            completionCandidates = Names.class,
            description = "One of: ${COMPLETION-CANDIDATES}; ./digr --with JAR COMMAND adds those of a jar.")
    private Task task;

    @Option(
            names = "--env",
            split = ",",
            paramLabel = "OPTION=VALUE",
            description =
                    "Change options of the task's environments, such as stack=4 of breakout; default: the task's.")
    private Map<String, String> environment = Map.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Ends the command where an option of the environments is wrong. */
    Task get() {
        if (environment.isEmpty()) return task;
        try {
            Task changed = task.withEnvironment(environment);
            changed.environment().close();
            return changed;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--env: " + e.getMessage());
        }
    }
}
