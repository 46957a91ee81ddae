package digr.cli;

import digr.run.Progress;
import digr.run.StopSignal;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Work that shows its progress, and that Ctrl-C (or SIGTERM) stops where it can go on later. */
final class LongWork {
    private LongWork() {}

    /** As {@link #run(CommandSpec, String, String, Function, Runnable)}, with nothing to do when stopped. */
    static <T> Optional<T> run(CommandSpec command, String name, String hint, Function<Progress, T> work) {
        return run(command, name, hint, work, () -> {});
    }

    /**
     * Works to the end or until it is stopped. What there is to do and to say then comes before this returns:
     * afterwards the program ends.
     *
     * @param name of the command
     * @param hint added to the work's last words: how to go on
     * @param whenStopped saves what is finished
     * @return what the work gave; nothing if it was stopped
     */
    static <T> Optional<T> run(
            CommandSpec command, String name, String hint, Function<Progress, T> work, Runnable whenStopped) {
        try (StopSignal stop = StopSignal.watch()) {
            try (Progress progress = Errands.atWork() ? Progress.NONE : Progress.console(name)) {
                return Optional.of(work.apply(progress));
            } catch (CancellationException e) {
                whenStopped.run();
                command.commandLine().getErr().println(name + ": " + e.getMessage() + hint);
                return Optional.empty();
            }
        }
    }
}
