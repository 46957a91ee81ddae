package digr.cli;

import digr.policy.PolicyWeights;
import digr.policy.StateFile;
import digr.run.Provenance;
import digr.run.SafeFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
            description = "[n,C,H,W], uint8 or float32 in [0,1], as numpy.save writes it.")
    private Path statesFile;

    /** What is read, not to be written over. */
    Path[] files() {
        return new Path[] {policy.file, statesFile};
    }

    /** To be closed. */
    StateFile states() {
        return StateFile.open(statesFile);
    }

    /** The policy, if it sees such states. */
    PolicyWeights policy(StateFile states) {
        PolicyWeights read = policy.read(states.shape());
        states.requireShape(read.architecture().inputShape());
        return read;
    }

    /** Of what is made from the two; the task is the policy's, where its file says which. */
    Provenance provenance(PolicyWeights read, Map<String, String> options, long seed) {
        Map<String, String> all = new TreeMap<>(options);
        all.put("strides", PolicyOptions.strides(read));
        String task = read.provenance().map(Provenance::task).orElse("unknown");
        return Provenance.of(task, all, seed)
                .withParent("policy", read)
                .withParent("states", SafeFiles.sha256(statesFile)); // too large to be kept
    }
}
