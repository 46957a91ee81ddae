package digr.cli;

import digr.policy.Policy;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Anyone's policy, and states of it. */
final class PolicyAndStates {
    @Mixin
    private PolicyOptions policy;

    @Option(
            names = "--states",
            required = true,
            paramLabel = "S.npy",
            description = "[n,C,H,W], uint8 or float32 in [0,1].")
    private Path statesFile;

    StateFile states() {
        return StateFile.read(statesFile);
    }

    /** The policy, if it sees such states. */
    Policy policy(StateFile states) {
        Policy read = policy.read(states.shape());
        states.requireShape(read.stateShape());
        return read;
    }
}
