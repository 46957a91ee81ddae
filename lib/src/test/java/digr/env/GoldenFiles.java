package digr.env;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reads recordings of the original environments from the folder golden. */
final class GoldenFiles {
    private GoldenFiles() {}

    static JsonNode episodes(String folder) throws IOException {
        try (InputStream in = open(folder + "/episodes.json")) {
            return new ObjectMapper().readTree(in).get("episodes");
        }
    }

    /**
     * The data of an npy file of version 1.0: ten bytes, of which the last two give the header's length, header, data.
     */
    static byte[] npy(String file) throws IOException {
        try (InputStream in = file.endsWith(".gz") ? new GZIPInputStream(open(file)) : open(file)) {
            byte[] start = in.readNBytes(10);
            in.skipNBytes((start[8] & 255) | (start[9] & 255) << 8);
            return in.readAllBytes();
        }
    }

    private static InputStream open(String file) {
        return GoldenFiles.class.getResourceAsStream("/golden/" + file);
    }
}
