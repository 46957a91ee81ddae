package digr.cli;

import digr.env.Environment;
import digr.env.carla.CarlaHighway;
import digr.env.carla.CarlaOptions;
import digr.paper.PaperTasks;
import digr.task.Task;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** A CARLA server in place of the embedded highway. It serves one environment. */
final class CarlaOption {
    private static final class Server implements ITypeConverter<CarlaOptions> {
        @Override
        public CarlaOptions convert(String value) {
            try {
                return CarlaOptions.defaults().withServer(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Option(
            names = "--carla",
            paramLabel = "HOST:PORT",
            converter = Server.class,
            description = "Drive on the CARLA server there, one episode at a time; default: on the embedded highway.")
    private CarlaOptions server;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether there is a server, which serves one environment. */
    boolean given() {
        return server != null;
    }

    /** Makes what the task is learnt in. */
    Supplier<Environment> training(Task task) {
        return choose(task, task::trainingEnvironment, () -> new CarlaHighway(server.training()));
    }

    /** Makes what the task is judged in. */
    Supplier<Environment> evaluation(Task task) {
        return choose(task, task::environment, () -> new CarlaHighway(server));
    }

    private Supplier<Environment> choose(Task task, Supplier<Environment> embedded, Supplier<Environment> carla) {
        if (!given()) return embedded;
        if (!task.name().equals(PaperTasks.DRIVING.name()))
            throw new ParameterException(command.commandLine(), "--carla goes with --task driving, got --task " + task);
        return carla;
    }

    /** The task's name, with the simulator where that is not the task's own. */
    String name(Task task) {
        return given() ? task + " on CARLA" : task.description();
    }
}
