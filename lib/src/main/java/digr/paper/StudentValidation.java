package digr.paper;

import digr.distill.Validation;
import digr.env.Environment;
import digr.env.Marked;
import digr.eval.LabelledStates;
import digr.eval.ReturnEvaluator;
import digr.eval.Returns;
import digr.eval.SaliencyScores;
import digr.policy.Policy;
import digr.run.Progress;
import digr.run.Seeds;
import digr.saliency.VanillaGradient;
import digr.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the learning curve of a student shows: mean return and length of episodes with sampled actions, always the same
 * starts, where episodes succeed or fail also the share that succeeds; and, of environments that are {@link Marked}, how well the
 * student's gradient finds what matters on always the same states of the teacher's episodes. Starts and states are of the seed
 * stream {@code validation}.
 */
public record StudentValidation(
        ReturnEvaluator player, Optional<LabelledStates> states, Seeds seeds, List<String> columns)
        implements Validation {
    private static final String PURPOSE = "validation";
    private static final int STATES = 100;

    public static StudentValidation of(Task task, Policy teacher, Seeds seeds) {
        List<String> columns = new ArrayList<>(List.of("return", "length"));
        if (task.succeeds()) columns.add("success");
        Optional<LabelledStates> states = Optional.empty();
        if (isMarked(task)) {
            states = Optional.of(task.states().collect(teacher, STATES, seeds, PURPOSE, Progress.NONE));
            columns.addAll(List.of("important", "unimportant", "AUC"));
        }
        return new StudentValidation(
                ReturnEvaluator.of(task::environment, task.judging().validationEpisodes()),
                states,
                seeds.split(PURPOSE, 0),
                columns);
    }

    private static boolean isMarked(Task task) {
        try (Environment sample = task.environment()) {
            return sample instanceof Marked;
        }
    }

    @Override
    public Map<String, Double> of(Policy student) {
        Returns returns = player.evaluate(student, seeds);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("return", returns.mean().estimate());
        values.put("length", returns.length().estimate());
        values.put("success", returns.success().estimate());
        states.map(s -> SaliencyScores.of(new VanillaGradient(), student, s, seeds))
                .ifPresent(scores -> {
                    values.put("important", scores.important().estimate());
                    values.put("unimportant", scores.unimportant().estimate());
                    values.put("AUC", scores.auc().estimate());
                });
        values.keySet().retainAll(columns);
        return values;
    }
}
