package digr.paper;

import digr.saliency.NamedMethod;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The paper's Table 1: saliency summed over the important and the unimportant pixels of Red-Fetch-Green, and AUC, means
 * over 10,000 states. It does not say how channels are reduced and maps are scaled. Rows beyond the paper come last.
 *
 * @see <a href="https://arxiv.org/abs/2205.08685">Xing et al. 2022, Table 1</a>
 */
public enum Table1 {
    VANILLA_GRADIENT(NamedMethod.VANILLA_GRADIENT, 56.04, 278.10, 0.840),
    GUIDED_BACKPROP(NamedMethod.GUIDED_BACKPROP, 82.84, 35.67, 0.993),
    GRAD_CAM(NamedMethod.GRAD_CAM, 43.12, 364.97, 0.686),
    INTEGRATED_GRADIENTS(NamedMethod.INTEGRATED_GRADIENTS, 67.79, 232.09, 0.900),
    SMOOTHGRAD(NamedMethod.SMOOTHGRAD, 83.05, 84.76, 0.991),
    GAUSSIAN_BLUR(NamedMethod.GAUSSIAN_BLUR, 86.11, 77.81, 0.989),
    SARFA(NamedMethod.SARFA, 58.40, 42.17, 0.895),
    DIGR("DIGR", "digr", NamedMethod.VANILLA_GRADIENT, 72.52, 0.00, 0.997),
    /** Not in the paper. */
    COUNTERFACTUAL("Counterfactual, beyond the paper", "teacher", NamedMethod.COUNTERFACTUAL),
    /** Not in the paper: its masks with our loss. */
    DIGR_BLUR("DIGR, blur masks", "digr-blur", NamedMethod.VANILLA_GRADIENT);

    private final String title;
    private final String policy;
    private final NamedMethod method;
    private final double important;
    private final double unimportant;
    private final double auc;

    Table1(NamedMethod method, double important, double unimportant, double auc) {
        this(method.title(), "teacher", method, important, unimportant, auc);
    }

    Table1(String title, String policy, NamedMethod method) {
        this(title, policy, method, Double.NaN, Double.NaN, Double.NaN);
    }

    Table1(String title, String policy, NamedMethod method, double important, double unimportant, double auc) {
        this.title = title;
        this.policy = policy;
        this.method = method;
        this.important = important;
        this.unimportant = unimportant;
        this.auc = auc;
    }

    /**
     * The paper's numbers beside ours, a row a method, and ours in 8 bits, as a picture shows a map; what the paper or
     * ours lack has a gap.
     *
     * @param ours {@code data/results/table1-rfg.csv}
     * @param channels {@code max} or {@code sum99}
     */
    public static Table beside(Table ours, String channels) {
        Table beside = Table.create("Table 1", StringColumn.create("method"));
        for (String measure : new String[] {"important", "unimportant", "AUC"})
            beside.addColumns(DoubleColumn.create(measure + ", paper"), DoubleColumn.create(measure + ", ours"));
        beside.addColumns(DoubleColumn.create("AUC in 8 bits, ours"));
        for (Table1 row : values()) {
            Row to = beside.appendRow();
            to.setString("method", row.title);
            to.setDouble("important, paper", row.important);
            to.setDouble("unimportant, paper", row.unimportant);
            to.setDouble("AUC, paper", row.auc);
            ours.stream()
                    .filter(of -> of.getString("policy").equals(row.policy))
                    .filter(of -> of.getString("method").equals(row.method.toString()))
                    .filter(of -> of.getString("channels").equals(channels))
                    .findFirst()
                    .ifPresent(of -> {
                        to.setDouble("important, ours", of.getDouble("important"));
                        to.setDouble("unimportant, ours", of.getDouble("unimportant"));
                        to.setDouble("AUC, ours", of.getDouble("auc"));
                        to.setDouble("AUC in 8 bits, ours", of.getDouble("auc in 8 bits"));
                    });
        }
        return beside;
    }
}
