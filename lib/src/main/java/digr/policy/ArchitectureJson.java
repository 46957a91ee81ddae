package digr.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digr.nn.Activation;
import digr.nn.Architecture;
import digr.run.StrictJson;

/**
 * An architecture as text. What a {@link Architecture#plain plain} one does not need is left out, so that files of plain
 * networks are the same bytes as ever, and files from before are read.
 */
final class ArchitectureJson {
    private static final String WHAT = "Policy: its architecture";
    private static final String NO_POOLING = "{\"kind\":\"NONE\",\"window\":1,\"stride\":1}";

    private ArchitectureJson() {}

    static String write(Architecture architecture) {
        String json = StrictJson.write(architecture);
        if (!architecture.plain()) return json;
        ObjectNode tree = (ObjectNode) tree(json);
        tree.remove("activation");
        tree.remove("layerNorm");
        for (JsonNode convolution : tree.path("convolutions")) {
            ((ObjectNode) convolution).remove("padding");
            ((ObjectNode) convolution).remove("pooling");
        }
        return StrictJson.write(tree);
    }

    static Architecture read(String json) {
        JsonNode tree = tree(json);
        if (tree instanceof ObjectNode fields) {
            if (!fields.has("activation")) fields.put("activation", Activation.RELU.name());
            if (!fields.has("layerNorm")) fields.put("layerNorm", false);
        }
        for (JsonNode convolution : tree.path("convolutions"))
            if (convolution instanceof ObjectNode fields) {
                if (!fields.has("padding")) fields.put("padding", 0);
                if (!fields.has("pooling")) fields.set("pooling", tree(NO_POOLING));
            }
        return StrictJson.read(WHAT, StrictJson.write(tree), Architecture.class);
    }

    private static JsonNode tree(String json) {
        return StrictJson.read(WHAT, json, JsonNode.class);
    }
}
