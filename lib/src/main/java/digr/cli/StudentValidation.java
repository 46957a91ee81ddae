package digr.cli;

import digr.distill.Validation;
import digr.eval.ReturnEvaluator;
import digr.eval.Returns;
import digr.eval.RoomStates;
import digr.eval.SaliencyScores;
import digr.paper.Task;
import digr.policy.Policy;
import digr.run.Seeds;
import digr.saliency.VanillaGradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the learning curve of a student shows: mean return and length of episodes with sampled actions, always the same
 * starts; where the task tells what matters, also their success, and how well the student's gradient finds it on always
 * the same states of the teacher's episodes. Starts and states are of the seed stream {@code validation}.
 *
 * @param states empty for tasks that do not tell what matters
 */
record StudentValidation(ReturnEvaluator player, Seeds seeds, Optional<RoomStates> states) implements Validation {
    private static final String PURPOSE = "validation";
    private static final int EPISODES = 100;
    private static final int STATES = 100;

    /** A game of Breakout takes a second or more. */
    private static final int GAMES = 4;

    static StudentValidation of(Task task, Policy teacher, Seeds seeds) {
        boolean rooms = task == Task.RFG;
        return new StudentValidation(
                ReturnEvaluator.of(task::environment, rooms ? EPISODES : GAMES),
                seeds.split(PURPOSE, 0),
                rooms ? Optional.of(RoomStates.seenBy(teacher, STATES, seeds, PURPOSE)) : Optional.empty());
    }

    @Override
    public List<String> columns() {
        return states.isPresent()
                ? List.of("return", "length", "success", "important", "unimportant", "AUC")
                : List.of("return", "length");
    }

    @Override
    public Map<String, Double> of(Policy student) {
        Returns returns = player.evaluate(student, seeds);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("return", returns.mean().estimate());
        values.put("length", returns.length().estimate());
        states.ifPresent(s -> {
            values.put("success", returns.success().estimate());
            SaliencyScores scores = SaliencyScores.of(new VanillaGradient(), student, s, seeds);
            values.put("important", scores.important().estimate());
            values.put("unimportant", scores.unimportant().estimate());
            values.put("AUC", scores.auc().estimate());
        });
        return values;
    }
}
