package digr.lab;

import digr.nn.HostArrays;
import digr.viz.Pictures;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pictures of states as a page's canvas takes them. */
final class LivePictures {
    private LivePictures() {}

    /** The newest frame of a state, [1, C, H, W] in [0, 1]. */
    static BufferedImage newest(INDArray state) {
        int channels = Pictures.channels(state.size(1));
        int height = (int) state.size(2);
        int width = (int) state.size(3);
        float[] all = HostArrays.floats(state);
        return Pictures.frame(
                Arrays.copyOfRange(all, all.length - channels * height * width, all.length), channels, height, width);
    }

    /** Red, green and blue of each pixel, a byte each. */
    static byte[] rgb(BufferedImage picture) {
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = (byte) (pixels[i / 3] >> 16 - 8 * (i % 3));
        return rgb;
    }
}
