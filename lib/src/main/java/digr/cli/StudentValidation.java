package digr.cli;

import digr.distill.Validation;
import digr.eval.LabelledStates;
import digr.eval.ReturnEvaluator;
import digr.eval.Returns;
import digr.eval.SaliencyScores;
import digr.paper.Task;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import digr.saliency.VanillaGradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the learning curve of a student shows: mean return and length of episodes with sampled actions, always the same
 * starts, for Red-Fetch-Green also the share that succeeds; and how well the student's gradient finds what matters on
 * always the same states of the teacher's episodes. Starts and states are of the seed stream {@code validation}.
 */
record StudentValidation(ReturnEvaluator player, LabelledStates states, Seeds seeds, List<String> columns)
        implements Validation {
    private static final String PURPOSE = "validation";
    private static final int STATES = 100;

    static StudentValidation of(Task task, Policy teacher, Seeds seeds) {
        LabelledStates states =
                LabelledStates.seenBy(teacher, task::environment, STATES, seeds, PURPOSE, Progress.NONE);
        List<String> columns = task.succeeds()
                ? List.of("return", "length", "success", "important", "unimportant", "AUC")
                : List.of("return", "length", "important", "unimportant", "AUC");
        return new StudentValidation(
                ReturnEvaluator.of(task::environment, episodes(task)), states, seeds.split(PURPOSE, 0), columns);
    }

    /** Fewer where an episode takes a second or more. */
    private static int episodes(Task task) {
        return switch (task) {
            case RFG -> 100;
            case BREAKOUT -> 10;
            case DRIVING -> 20;
        };
    }

    @Override
    public Map<String, Double> of(Policy student) {
        Returns returns = player.evaluate(student, seeds);
        SaliencyScores scores = SaliencyScores.of(new VanillaGradient(), student, states, seeds);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("return", returns.mean().estimate());
        values.put("length", returns.length().estimate());
        values.put("success", returns.success().estimate());
        values.put("important", scores.important().estimate());
        values.put("unimportant", scores.unimportant().estimate());
        values.put("AUC", scores.auc().estimate());
        values.keySet().retainAll(columns);
        return values;
    }
}
