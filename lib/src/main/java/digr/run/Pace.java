package digr.run;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How fast work goes, in words: the share done, 100 % at most, the rate since the first report, and the time left at that rate. */
public final class Pace {
    private final LongSupplier clock;
    private boolean started;
    private long startNanos;
    private long startDone;

    /** @param clock nanoseconds since whenever */
    public Pace(LongSupplier clock) {
        this.clock = clock;
    }

    /** Such as " 45% 450/1,000, 12/s, 0:46 left". The first call starts the clock. */
    public String describe(long done, long total) {
        long now = clock.getAsLong();
        if (!started) {
            started = true;
            startNanos = now;
            startDone = done;
        }
        double seconds = (now - startNanos) / 1e9;
        double rate = seconds > 0 ? (done - startDone) / seconds : 0;
        String share = String.format(Locale.ROOT, "%3d%% %,d/%,d", Math.min(100, 100 * done / total), done, total);
        if (!(rate > 0)) return share;
        return share
                + String.format(Locale.ROOT, rate < 10 ? ", %.2f/s" : ", %,.0f/s", rate)
                + (done < total ? ", " + time((total - done) / rate) + " left" : ", took " + time(seconds));
    }

    private static String time(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
