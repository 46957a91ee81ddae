package digr.eval;

import digr.attack.Threat;
import digr.eval.EpisodePlayer.Agent;
import digr.eval.EpisodePlayer.Play;
import digr.policy.Policy;
import digr.policy.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Acts as a policy does on what it sees, perhaps after an attack on that. */
final class PolicyAgent implements Agent {
    private final Policy policy;
    private final boolean greedy;
    private final Optional<Threat> threat;
    private final UniformRandomProvider attackChance;
    private final int frameSize;
    private byte[] frames = {};

    /** @param policy copied: whoever trains it keeps its buffers */
    PolicyAgent(Policy policy, boolean greedy, Optional<Threat> threat, UniformRandomProvider attackChance) {
        this.policy = policy.copy();
        this.greedy = greedy;
        this.threat = threat;
        this.attackChance = attackChance;
        frameSize = (int) Arrays.stream(policy.stateShape()).reduce(1, (a, b) -> a * b);
    }

    @Override
    public int[] act(List<Play> plays) {
        int n = plays.size();
        if (frames.length < n * frameSize) frames = new byte[n * frameSize];
        for (int i = 0; i < n; i++) plays.get(i).environment.observe(frames, i * frameSize);
        double[][] logits = threat.map(t -> policy.logits(t.perturb(policy, policy.states(frames, n), attackChance)))
                .orElseGet(() -> policy.logits(frames, n));
        int[] actions = new int[n];
        for (int i = 0; i < n; i++)
            actions[i] = greedy
                    ? Softmax.argmax(logits[i])
                    : Softmax.sample(logits[i], plays.get(i).chance.nextDouble());
        return actions;
    }
}
