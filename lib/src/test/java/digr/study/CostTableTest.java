package digr.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.nn.Width;
import digr.saliency.NamedMethod;
import digr.study.CostRun.Point;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CostTableTest {
    private final CostTable table = new CostTable();

    private void add(NamedMethod method, Width width, int side, double millis, OptionalLong bytes) {
        table.add(new Point(method, width, side), new Timing(new double[] {millis, millis}), bytes);
    }

    @Test
    void theExponentIsOfEachWidthAndMethod() {
        add(NamedMethod.RISE, Width.SMALL, 40, 1, OptionalLong.of(3_000_000));
        add(NamedMethod.RISE, Width.SMALL, 80, 4, OptionalLong.empty());
        add(NamedMethod.RISE, Width.NATURE, 40, 1, OptionalLong.empty());
        add(NamedMethod.RISE, Width.NATURE, 80, 8, OptionalLong.empty());
        add(NamedMethod.SARFA, Width.SMALL, 40, 1, OptionalLong.empty()); // of one side there is none
        Table growth = table.growth();
        assertEquals(List.of("small", "nature"), growth.stringColumn("width").asList());
        assertEquals(List.of("rise", "rise"), growth.stringColumn("method").asList());
        assertEquals(2, growth.doubleColumn("exponent of the side").get(0), 1e-12);
        assertEquals(3, growth.doubleColumn("exponent of the side").get(1), 1e-12);
        Table costs = table.costs();
        assertEquals(5, costs.rowCount());
        assertEquals(3, costs.doubleColumn("memory (MB)").get(0), 1e-12);
        assertTrue(costs.doubleColumn("memory (MB)").isMissing(1));
    }
}
