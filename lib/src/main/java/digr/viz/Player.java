package digr.viz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Frames with a slider and a play button, as one piece of HTML that needs neither kernel nor network. Frame 0 is a
 * plain {@code img}: it also shows where scripts are taken out, as in a notebook that is not trusted.
 */
public final class Player {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String HTML = """
            <div id="%1$s" role="group" aria-label="%2$s" style="font:13px sans-serif">
            <img src="%3$s" alt="%2$s" width="%4$d" height="%5$d" style="image-rendering:%6$s;display:block">
            <div style="display:flex;align-items:center;gap:8px;margin-top:6px">
            <button type="button" disabled style="width:5em">Play</button>
            <input type="range" min="0" max="%7$d" value="0" disabled aria-label="frame" style="width:160px">
            <output>%8$s</output>
            </div>
            </div>
            <script>
            (function () {
              const frames = %9$s, texts = %10$s;
              const root = document.getElementById("%1$s");
              const image = root.querySelector("img"), button = root.querySelector("button");
              const slider = root.querySelector("input"), text = root.querySelector("output");
              let timer = null;
              const show = i => { slider.value = i; image.src = frames[i]; text.textContent = texts[i]; };
              const stop = () => { clearInterval(timer); timer = null; button.textContent = "Play"; };
              const step = () => {
                const next = +slider.value + 1;
                if (next < frames.length) show(next); else stop();
              };
              slider.addEventListener("input", () => { stop(); show(+slider.value); });
              button.addEventListener("click", () => {
                if (timer) { stop(); return; }
                if (+slider.value === frames.length - 1) show(0);
                button.textContent = "Pause";
                timer = setInterval(step, %11$d);
              });
              slider.disabled = button.disabled = false;
            })();
            </script>
            """;

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
        List<String> pictures = frames.stream().map(Player::dataUri).toList();
        CRC32 content = new CRC32();
        pictures.forEach(p -> content.update(p.getBytes(StandardCharsets.US_ASCII)));
        BufferedImage first = frames.get(0);
        return HTML.formatted(
                String.format("digr-player-%08x-%d", content.getValue(), COUNT.incrementAndGet()),
                escape(alt),
                pictures.get(0),
                width,
                Math.round((float) width * first.getHeight() / first.getWidth()),
                width >= first.getWidth() ? "pixelated" : "auto",
                frames.size() - 1,
                escape(captions.get(0)),
                json(pictures),
                json(captions),
                millis);
    }

    @Override
    public String toString() {
        return "Player[" + frames.size() + " frames]";
    }

    private static String dataUri(BufferedImage frame) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Pictures.png(frame));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Safe inside a script element: no text can end it. */
    private static String json(List<String> strings) {
        try {
            return JSON.writeValueAsString(strings).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
