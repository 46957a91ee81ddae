package digr.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import digr.Golden;
import digr.policy.Policy;
import digr.policy.Softmax;
import digr.run.Seeds;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Against golden/saliency/rfg: torchattacks and foolbox in float64. */
class AttackGoldenTest {
    private static final Map<String, INDArray> EXPECTED = Golden.arrays("saliency/rfg/attacks.npz");
    private static final JsonNode SCALARS =
            Golden.json("saliency/rfg/expected.json").get("attacks");

    @ParameterizedTest
    @CsvSource({
        "FLOAT, fgsm, 4_255",
        "FLOAT, pgd, 4_255",
        "FLOAT, mifgsm, 4_255",
        "FLOAT, mad, 4_255",
        "FLOAT, fgsm, 0_03",
        "FLOAT, pgd, 0_03",
        "FLOAT, mifgsm, 0_03",
        "FLOAT, mad, 0_03",
        "DOUBLE, fgsm, 4_255",
        "DOUBLE, pgd, 4_255",
        "DOUBLE, mifgsm, 4_255",
        "DOUBLE, mad, 4_255",
        "DOUBLE, fgsm, 0_03",
        "DOUBLE, pgd, 0_03",
        "DOUBLE, mifgsm, 0_03",
        "DOUBLE, mad, 0_03"
    })
    void everyPixelIsTorchattacks(DataType type, String method, String size) {
        String name = method + "_" + size;
        Policy policy = new Policy(Golden.rfgNetwork("weights.npz", type));
        INDArray states = Golden.rfgStates(type);
        double eps = SCALARS.get(name).get("eps").asDouble();
        INDArray actual = perturb(method, policy, states, eps);

        INDArray off = Transforms.abs(actual.castTo(DataType.DOUBLE).sub(EXPECTED.get(name)));
        assertEquals(0, off.maxNumber().doubleValue(), type == DataType.DOUBLE ? 4e-8 : 2e-7);

        double[][] clean = policy.logits(states);
        double[][] attacked = policy.logits(actual);
        for (int i = 0; i < clean.length; i++) {
            assertEquals(SCALARS.get(name).get("argmax").get(i).asInt(), Softmax.argmax(attacked[i]));
            double kl = SCALARS.get(name).get("kl").get(i).asDouble();
            assertEquals(kl, Softmax.kl(clean[i], attacked[i]), 2e-5 * kl);
        }
    }

    private static INDArray perturb(String method, Policy policy, INDArray states, double eps) {
        if (!method.equals("mad"))
            return Attacks.named(method.replace("mif", "mi-f"))
                    .perturb(policy, states, eps, new Seeds(0).stream("unused"));
        INDArray noise = Golden.arrays("saliency/rfg/mad_start.npz").get("q").castTo(states.dataType());
        Ball ball = Ball.around(states, eps, policy);
        INDArray start = ball.project(noise.muli(eps / 127).addi(states));
        return Mad.defaults().climb(policy, ball, start);
    }
}
