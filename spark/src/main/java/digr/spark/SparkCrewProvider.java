package digr.spark;

import digr.cli.CrewProvider;
import digr.study.Crew;
import java.time.Duration;
import java.util.List;

/** Brings Spark to the command line. */
public final class SparkCrewProvider implements CrewProvider {
    /** So long a job waits for a first executor, and for another one when all are lost. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public Crew crew(String master, List<String> words) {
        return new SparkCrew(SparkMaster.of(master), words, PATIENCE);
    }
}
