package digr.env;

/** An environment that knows which pixels of its present observation matter: maps can be scored on it. */
public interface Marked {
    /** Of the present observation. */
    Regions regions();
}
