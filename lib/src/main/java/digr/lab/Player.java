package digr.lab;

import static digr.lab.TableHtml.escape;

import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Frames with a slider and a play button, as one piece of HTML that needs neither kernel nor network. Frame 0 is a
 * plain {@code img}: it also shows where scripts are taken out, as in a notebook that is not trusted.
 */
public final class Player {
    private final List<BufferedImage> frames;
    private List<String> captions;
    private int width;
    private int millis = 200;
    private String alt = "Frames of an episode";

    /** @param frames of one size */
    public Player(List<BufferedImage> frames) {
        if (frames.isEmpty()) throw new IllegalArgumentException("Player: at least one frame is needed");
        BufferedImage first = frames.get(0);
        for (BufferedImage frame : frames)
            if (frame.getWidth() != first.getWidth() || frame.getHeight() != first.getHeight())
                throw new IllegalArgumentException(String.format(
                        "Player: frames must have one size, got %d x %d after %d x %d pixels",
                        frame.getWidth(), frame.getHeight(), first.getWidth(), first.getHeight()));
        this.frames = List.copyOf(frames);
        this.captions =
                IntStream.range(0, frames.size()).mapToObj(i -> "frame " + i).toList();
        this.width = first.getWidth() * Math.max(1, Math.round(256f / first.getWidth()));
    }

    /** Text beside the slider, one a frame, in place of the frame's number. */
    public Player captions(List<String> captions) {
        if (captions.size() != frames.size())
            throw new IllegalArgumentException(
                    "Player: one caption a frame is needed, got " + captions.size() + " for " + frames.size());
        this.captions = List.copyOf(captions);
        return this;
    }

    /** How wide frames are shown, in place of the multiple of their width next to 256. */
    public Player width(int width) {
        if (width < 16) throw new IllegalArgumentException("Player: the width must be at least 16, got " + width);
        this.width = width;
        return this;
    }

    /** How long a frame stays while playing, in place of 200 ms. */
    public Player millis(int millis) {
        if (millis < 10) throw new IllegalArgumentException("Player: a frame needs at least 10 ms, got " + millis);
        this.millis = millis;
        return this;
    }

    /** What is seen, for those who cannot see it. */
    public Player alt(String text) {
        alt = text;
        return this;
    }

    /** The element with its script; ids differ from call to call, so that it may stand twice on a page. */
    public String html() {
        List<String> pictures =
                frames.stream().map(Page::base64).map(Page::dataUri).toList();
        BufferedImage first = frames.get(0);
        Map<String, Object> values = new HashMap<>();
        values.put("alt", escape(alt));
        values.put("first", Page.crisp(first, width));
        values.put("width", width);
        values.put("height", Math.round((float) width * first.getHeight() / first.getWidth()));
        values.put("rendering", width >= first.getWidth() ? "pixelated" : "auto");
        values.put("leaf", "frame");
        values.put("last", frames.size() - 1);
        values.put("caption", escape(captions.get(0)));
        values.put("frames", Page.json(pictures));
        values.put("captions", Page.json(captions));
        values.put("millis", millis);
        return Page.of("player.html", values);
    }

    @Override
    public String toString() {
        return "Player[" + frames.size() + " frames]";
    }
}
