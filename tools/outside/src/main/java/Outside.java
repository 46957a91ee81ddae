import digr.env.RedFetchGreen;
import digr.policy.Policy;
import digr.policy.PolicyFile;
import digr.saliency.SaliencyMap;
import digr.saliency.VanillaGradient;
import digr.viz.LineChart;
import java.nio.file.Path;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** A policy's map of a state, its rows' sums as a table and as a chart. */
public final class Outside {
    public static void main(String[] policyFile) {
        Policy policy = PolicyFile.load(Path.of(policyFile[0]));
        byte[] frame = new byte[3 * 64 * 64];
        try (RedFetchGreen room = new RedFetchGreen()) {
            room.reset(1);
            room.observe(frame, 0);
        }
        SaliencyMap map = new VanillaGradient().explain(policy, policy.states(frame, 1)).get(0);
        double[] rows = IntStream.range(0, 64).mapToDouble(y -> IntStream.range(0, 64).mapToDouble(x -> map.values()[64 * y + x]).sum()).toArray();
        Table table = Table.create("rows", DoubleColumn.create("sum", rows));
        Table bright = table.where(table.doubleColumn("sum").isGreaterThan(0));
        if (bright.isEmpty()) throw new IllegalStateException("the map is zero");
        double[] y = IntStream.range(0, 64).asDoubleStream().toArray();
        new LineChart("", "row", "saliency").line("map", y, rows).save(Path.of("."), "chart");
        System.out.println("Policy, map, table and chart of a project outside");
    }
}
