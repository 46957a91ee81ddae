package digr.lab;

import digr.env.Controls;
import digr.env.Environment;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Seeds;
import digr.saliency.GuidedBackprop;
import digr.saliency.VanillaGradient;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Some moments of a policy's play, for a {@link LiveGame} that is not live. The environment is afterwards as before. */
final class LiveGameFallback {
    private static final int MOMENTS = 20;
    private static final int APART = 8; // steps, where the task has a clock

    private LiveGameFallback() {}

    /** An explorer; of what fails, a line. */
    static String html(Environment environment, Policy policy, Controls controls) {
        try {
            return explorer(environment, policy, controls).html();
        } catch (RuntimeException e) {
            return "<p>" + TableHtml.escape(LiveThread.line(e)) + "</p>";
        }
    }

    private static Explorer explorer(Environment environment, Policy policy, Controls controls) {
        if (environment.ended()) environment.reset(0);
        byte[] before = environment.saveState();
        try {
            int apart = controls.stepMillis() == 0 ? 1 : APART;
            INDArray states = Nd4j.concat(0, moments(environment, policy, apart).toArray(new INDArray[0]));
            String[] actions = controls.actions().toArray(new String[0]);
            return new Explorer("map")
                    .add(Explorer.View.of(policy, states, new VanillaGradient(), actions), "gradient")
                    .add(Explorer.View.of(policy, states, new GuidedBackprop(), actions), "guided backprop");
        } finally {
            environment.restoreState(before);
        }
    }

    /** Each looks different from the last: an action may have no effect. */
    static List<INDArray> moments(Environment environment, Policy policy, int apart) {
        var chance = new Seeds(0).stream("fallback");
        List<INDArray> seen = new ArrayList<>();
        for (int step = 0; seen.size() < MOMENTS && !environment.ended(); step++) {
            INDArray state = LiveGame.state("LiveGame", environment, policy);
            boolean stayed = !seen.isEmpty() && seen.get(seen.size() - 1).equals(state);
            if (step % apart == 0 && !stayed) seen.add(state);
            environment.step(Softmax.sample(policy.logits(state)[0], chance.nextDouble()));
        }
        return seen;
    }
}
