package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.policy.Policy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class VanillaGradientTest {
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void mapsAreThoseOfPytorch(DataType type) {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", type));
        List<SaliencyMap> maps = new VanillaGradient().explain(policy, Golden.rfgStates(type));
        double deviation =
                Golden.deviation(Maps.together(maps), Maps.flat(Golden.array("saliency/rfg/vanilla_pixel_max.npy")));
        assertTrue(deviation < (type == DataType.DOUBLE ? 1.2e-7 : 3e-6), "deviation " + deviation);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void keepsTheMaximumBeforeTheDivision(DataType type) {
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", type));
        var maxima = Golden.json("saliency/rfg/expected.json").get("maximum_before_normalising");
        List<SaliencyMap> max = new VanillaGradient().explain(policy, Golden.rfgStates(type));
        List<SaliencyMap> mean = new VanillaGradient().explain(policy, Golden.rfgStates(type), ChannelReduction.MEAN);
        double tolerance = type == DataType.DOUBLE ? 1e-14 : 1e-7;
        for (int n = 0; n < 4; n++) {
            assertEquals(
                    maxima.get("vanilla_pixel_max").get(n).doubleValue(),
                    max.get(n).maximum(),
                    tolerance);
            assertEquals(
                    maxima.get("vanilla_pixel_mean").get(n).doubleValue(),
                    mean.get(n).maximum(),
                    tolerance);
        }
    }
}
