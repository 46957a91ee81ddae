package digr.saliency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.Golden;
import digr.policy.Policy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Against golden/saliency/rfg: PyTorch and Captum in float64, stored in float32. */
class GradientMethodsGoldenTest {
    private static final String GOLDEN = "saliency/rfg/";

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void guidedBackpropIsCaptums(DataType type) {
        assertAgrees(new GuidedBackprop().attributions(policy(type), Golden.rfgStates(type)), "guided_channel", type);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void gradCamIsCaptums(DataType type) {
        INDArray maps = new GradCam().attributions(policy(type), Golden.rfgStates(type));
        double[] divided = Maps.together(SaliencyMap.ofGradients(maps));
        double deviation = Golden.deviation(divided, Maps.flat(Golden.array(GOLDEN + "gradcam_map.npy")));
        assertTrue(deviation < tolerance(type), "deviation " + deviation);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void integratedGradientsAreThoseOfMidpoints(DataType type) {
        INDArray attributions = new IntegratedGradients().attributions(policy(type), Golden.rfgStates(type));
        assertAgrees(attributions, "ig_riemann_middle_channel", type);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void completenessErrorsAreThoseOfMidpoints(DataType type) {
        Policy policy = policy(type);
        INDArray states = Golden.rfgStates(type);
        IntegratedGradients method = new IntegratedGradients();
        double[] errors = method.completenessErrors(policy, states, method.attributions(policy, states));
        var expected =
                Golden.json(GOLDEN + "expected.json").at("/ig_convergence_delta/ig_riemann_middle/exact_float64");
        for (int n = 0; n < 4; n++)
            assertEquals(expected.get(n).doubleValue(), errors[n], type == DataType.DOUBLE ? 1e-14 : 1e-7);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void smoothGradIsCaptumsOnItsNoise(DataType type) {
        INDArray states = Golden.rfgStates(type).get(NDArrayIndex.interval(0, 1));
        INDArray noise = Golden.arrays(GOLDEN + "smoothgrad_noise.npz")
                .get("q")
                .mul(Golden.json(GOLDEN + "expected.json")
                        .get("smoothgrad_noise_scale")
                        .doubleValue())
                .div(0.15
                        * (states.maxNumber().doubleValue() - states.minNumber().doubleValue()))
                .castTo(type);
        SmoothGrad method = new SmoothGrad();
        assertAgrees(method.attributions(policy(type), states, noise), "smoothgrad_signed_channel", type);
        assertAgrees(
                method.withAbsolute(true).attributions(policy(type), states, noise), "smoothgrad_abs_channel", type);
    }

    private static void assertAgrees(INDArray attributions, String golden, DataType type) {
        double deviation = Golden.deviation(Maps.flat(attributions), Maps.flat(Golden.array(GOLDEN + golden + ".npy")));
        assertTrue(deviation < tolerance(type), "deviation " + deviation);
    }

    private static double tolerance(DataType type) {
        return type == DataType.DOUBLE ? 1.2e-7 : 5e-6;
    }

    private static Policy policy(DataType type) {
        return new Policy(Golden.rfgNetwork("weights.npz", type));
    }
}
