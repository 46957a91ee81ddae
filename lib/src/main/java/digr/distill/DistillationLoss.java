package digr.distill;

import digr.policy.Softmax;
import java.util.Arrays;

/**
 * The distillation loss (arXiv 2205.08685, equation 5): the mean over states of KL(π_t ‖ π_θ) between teacher and
 * student. Its derivative with respect to the student's logits is (π_θ − π_t) / N.
 */
final class DistillationLoss {
    private DistillationLoss() {}

    /**
     * @param teacher logits, [N][actions]
     * @param student outputs, [N][actions or more]: columns beyond the actions take no part
     * @param gradient [N][as student]; overwritten
     * @return the mean KL, in nats
     */
    static double gradient(double[][] teacher, double[][] student, double[][] gradient) {
        int n = teacher.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int actions = teacher[i].length;
            double[] logits = Arrays.copyOf(student[i], actions);
            double[] difference = Softmax.difference(teacher[i], logits);
            sum += Softmax.kl(teacher[i], logits);
            Arrays.fill(gradient[i], 0);
            for (int a = 0; a < actions; a++) gradient[i][a] = difference[a] / n;
        }
        return sum / n;
    }
}
