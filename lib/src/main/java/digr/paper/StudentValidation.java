package digr.paper;

import digr.distill.Validation;
import digr.eval.LabelledStates;
import digr.eval.ReturnEvaluator;
import digr.eval.Returns;
import digr.eval.SaliencyScores;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import digr.saliency.VanillaGradient;
import digr.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the learning curve of a student shows: mean return and length of episodes with sampled actions, always the same
 * starts, where episodes succeed or fail also the share that succeeds; and how well the student's gradient finds what matters on
 * always the same states of the teacher's episodes. Starts and states are of the seed stream {@code validation}.
 */
public record StudentValidation(ReturnEvaluator player, LabelledStates states, Seeds seeds, List<String> columns)
        implements Validation {
    private static final String PURPOSE = "validation";
    private static final int STATES = 100;

    public static StudentValidation of(Task task, Policy teacher, Seeds seeds) {
        LabelledStates states = task.states().collect(teacher, STATES, seeds, PURPOSE, Progress.NONE);
        List<String> columns = task.succeeds()
                ? List.of("return", "length", "success", "important", "unimportant", "AUC")
                : List.of("return", "length", "important", "unimportant", "AUC");
        return new StudentValidation(
                ReturnEvaluator.of(task::environment, task.judging().validationEpisodes()),
                states,
                seeds.split(PURPOSE, 0),
                columns);
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
