package digr.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import digr.run.NdArray;
import digr.run.Safetensors;
import digr.run.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names as the trainers' own sources have them, shapes of their networks made small. */
class LayerNamesTest {
    private final Map<String, NdArray> parameters = new LinkedHashMap<>();

    @TempDir
    Path folder;

    private LayerNamesTest layer(String name, int... shape) {
        float[] weights = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(weights, 0.01f);
        parameters.put(name + ".bias", NdArray.of(new float[shape[0]], shape[0]));
        parameters.put(name + ".weight", NdArray.of(weights, shape));
        return this;
    }

    private LayerNamesTest convolutions(String first, String second, String third) {
        return layer(first, 2, 4, 8, 8).layer(second, 3, 2, 4, 4).layer(third, 5, 3, 3, 3);
    }

    @Test
    void actorCriticOfCleanRl() {
        convolutions("network.0", "network.2", "network.4")
                .layer("network.7", 6, 5 * 7 * 7)
                .layer("actor", 4, 6)
                .layer("critic", 1, 6);
        assertEquals(
                "{conv1=network.0, conv2=network.2, conv3=network.4, fc1=network.7, fc2=actor, value=critic}",
                LayerNames.of(parameters, Map.of()).toString());
    }

    /** In the order of files, network.10 would come before network.2. */
    @Test
    void aQNetworkWithoutHeadsEndsInItsLastLayer() {
        layer("network.10", 4, 6)
                .convolutions("network.0", "network.2", "network.4")
                .layer("network.8", 6, 5 * 7 * 7);
        assertEquals(
                "{conv1=network.0, conv2=network.2, conv3=network.4, fc1=network.8, fc2=network.10}",
                LayerNames.of(parameters, Map.of()).toString());
    }

    @Test
    void actorCriticOfStableBaselinesNamesItsFeaturesThreeTimes() {
        for (String copy : new String[] {"features_extractor", "pi_features_extractor", "vf_features_extractor"})
            convolutions(copy + ".cnn.0", copy + ".cnn.2", copy + ".cnn.4").layer(copy + ".linear.0", 6, 5 * 7 * 7);
        layer("action_net", 4, 6).layer("value_net", 1, 6);
        assertEquals(
                "{conv1=features_extractor.cnn.0, conv2=features_extractor.cnn.2, conv3=features_extractor.cnn.4,"
                        + " fc1=features_extractor.linear.0, fc2=action_net, value=value_net}",
                LayerNames.of(parameters, Map.of()).toString());
    }

    /** The value has hidden layers of its own there, which the policy does not need. */
    @Test
    void mlpPolicyOfStableBaselinesKeepsThePolicysTrunk() {
        for (String trunk : new String[] {"policy_net", "value_net"})
            layer("mlp_extractor." + trunk + ".0", 6, 10).layer("mlp_extractor." + trunk + ".2", 5, 6);
        layer("action_net", 4, 5).layer("value_net", 1, 5);
        assertEquals(
                "{fc1=mlp_extractor.policy_net.0, fc2=mlp_extractor.policy_net.2, fc3=action_net}",
                LayerNames.of(parameters, Map.of()).toString());
        Path file = folder.resolve("agent.safetensors");
        new Safetensors(Map.of(), parameters).write(file);
        String assumed = PolicyFile.read(file).assumed().orElseThrow();
        assertTrue(
                assumed.endsWith("ReLU, pixels / 255, though mlp_extractor.policy_net.0 is followed by tanh unless its"
                        + " activation_fn says otherwise; then say --activation tanh"),
                assumed);
    }

    @Test
    void layerNormalisationsAreNamedByTheLayerBeforeThem() {
        layer("net.0", 2, 4, 8, 8)
                .norm("net.1", 2, 15, 15)
                .layer("net.4", 6, 450)
                .norm("net.5", 6)
                .layer("net.7", 4, 6);
        assertEquals(
                "{conv1=net.0, fc1=net.4, fc2=net.7, conv1_norm=net.1, fc1_norm=net.5}",
                LayerNames.of(parameters, Map.of()).toString());
        norm("net.8", 7);
        refused("net.8 has 1 axes, and is no layer normalisation of the layer before it");
    }

    private LayerNamesTest norm(String name, int... shape) {
        int n = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        parameters.put(name + ".bias", NdArray.of(new float[n], shape));
        parameters.put(name + ".weight", NdArray.of(new float[n], shape));
        return this;
    }

    @Test
    void namesThatAreToldNeedNotBeFound() {
        layer("a", 2, 4, 8, 8).layer("z", 6, 450).layer("b", 4, 6).layer("left", 9, 9);
        Map<String, String> told = Map.of("conv1", "a", "fc1", "z", "fc2", "b");
        assertEquals(told, LayerNames.of(parameters, told));
        UserException e = assertThrows(UserException.class, () -> LayerNames.of(parameters, Map.of("conv1", "body")));
        assertTrue(e.getMessage().startsWith("Policy: conv1 cannot be body: it holds no body.weight"), e.getMessage());
        e = assertThrows(UserException.class, () -> LayerNames.of(parameters, Map.of("convolution", "a")));
        assertTrue(e.getMessage().startsWith("Policy: no layer is called convolution; they are conv1"), e.getMessage());
    }

    @Test
    void copiesInFloat64AreSeenAsCopies() {
        actorCriticOfStableBaselinesNamesItsFeaturesThreeTimes();
        parameters.replaceAll((name, array) -> {
            float[] floats = array.floats();
            return NdArray.of(
                    IntStream.range(0, floats.length)
                            .mapToDouble(i -> floats[i])
                            .toArray(),
                    array.shape());
        });
        Path file = folder.resolve("agent.safetensors");
        new Safetensors(Map.of(), parameters).write(file);
        assertEquals(3, PolicyFile.read(file).architecture().convolutions().size());
    }

    @Test
    void theTargetOfStableBaselinesQNetworkIsLeftOut() {
        for (String of : new String[] {"q_net", "q_net_target"})
            convolutions(
                            of + ".features_extractor.cnn.0",
                            of + ".features_extractor.cnn.2",
                            of + ".features_extractor.cnn.4")
                    .layer(of + ".features_extractor.linear.0", 6, 5 * 7 * 7)
                    .layer(of + ".q_net.0", 4, 6);
        Map<String, String> layers = LayerNames.of(parameters, Map.of());
        assertEquals("q_net.q_net.0", layers.get("fc2"));
        assertEquals(5, layers.size());
    }

    @Test
    void aFileSaysWhatWasAssumedOfIt() {
        actorCriticOfCleanRl();
        Path file = folder.resolve("agent.safetensors");
        new Safetensors(Map.of(), parameters).write(file);
        PolicyWeights read = PolicyFile.read(file);
        assertEquals(
                "network.0 is conv1, network.2 is conv2, network.4 is conv3, network.7 is fc1, actor is fc2,"
                        + " critic is value, strides [4, 2, 1], no padding, ReLU, pixels / 255",
                read.assumed().orElseThrow());
        assertEquals(84, read.architecture().height());
        assertTrue(read.architecture().valueHead());
        PolicyFile.write(read, file);
        assertFalse(PolicyFile.read(file).assumed().isPresent());
        Path bare = folder.resolve("ours.npz"); // the names leave no question, but say no more than others do
        PolicyFile.write(read, bare);
        assertEquals(
                Optional.of("strides [4, 2, 1], no padding, ReLU, pixels / 255"),
                PolicyFile.read(bare).assumed());
    }

    @Test
    void layersThatThisLibraryLacksAreNamed() {
        actorCriticOfCleanRl();
        parameters.put("core.weight_ih_l0", NdArray.of(new float[24], 4, 6));
        refused("core.weight_ih_l0 belongs to no convolution or linear layer");
    }

    @Test
    void layersThatMakeNoChainAreNamed() {
        convolutions("network.0", "network.2", "network.4")
                .layer("network.7", 6, 5 * 7 * 7)
                .layer("network.9", 4, 7);
        refused("network.9 takes 7 numbers, and network.7 before it gives 6");
    }

    @Test
    void featuresOfItsOwnForTheValueAreRefused() {
        convolutions("pi_features_extractor.cnn.0", "pi_features_extractor.cnn.2", "pi_features_extractor.cnn.4")
                .convolutions(
                        "vf_features_extractor.cnn.0", "vf_features_extractor.cnn.2", "vf_features_extractor.cnn.4")
                .layer("linear", 6, 5 * 7 * 7)
                .layer("action_net", 4, 6);
        refused("vf_features_extractor.cnn.0 takes 4 numbers, and pi_features_extractor.cnn.4 before it gives 5");
    }

    @Test
    void aZipOfStableBaselinesIsToldHowToBecomeAFileOfTensors() throws IOException {
        Path file = folder.resolve("model.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : new String[] {"data", "policy.pth", "_stable_baselines3_version"})
                zip.putNextEntry(new ZipEntry(name));
        }
        UserException e = assertThrows(UserException.class, () -> PolicyFile.read(file));
        assertTrue(e.getMessage().contains("safetensors.torch.save_file"), e.getMessage());
    }

    private void refused(String why) {
        UserException e = assertThrows(UserException.class, () -> LayerNames.of(parameters, Map.of()));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertTrue(e.getMessage().contains("conv1, conv2, ..., fc1"), e.getMessage());
    }
}
