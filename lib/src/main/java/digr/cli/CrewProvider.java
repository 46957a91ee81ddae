package digr.cli;

import digr.study.Crew;
import java.util.List;

/** Brings a crew of other programs, each of which does {@link Errands}. Found by {@link java.util.ServiceLoader}. */
public interface CrewProvider {
    /**
     * @param master where the cluster is
     * @param words of the command line whose grid is to be measured: those that decide the result
     */
    Crew crew(String master, List<String> words);
}
