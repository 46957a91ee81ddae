package digr.run;

import java.util.Optional;

/** A value that knows from which file it was read, so that what is made of it can name that file. */
public interface Sourced {
    /** Empty where it was made, and not read. */
    Optional<Source> source();
}
