package digr.run;

import java.util.Map;

/** Something that is trained step by step and can be put away and taken up again, bit for bit. */
public interface Training {
    /** How far it is, in the unit of {@link #total}. */
    long done();

    /** Where it ends. */
    long total();

    /**
     * One unit of work, a second or so.
     *
     * @return what is worth a point on the learning curve, the same names each time; NaN for what was not measured this
     *     time
     * @throws ConnectionLostException if a simulator is lost; a {@link #checkpoint} can still be made
     */
    Map<String, Double> iterate();

    /** Everything that the rest of the training depends on. */
    Safetensors checkpoint();

    /**
     * Goes on from a {@link #checkpoint}.
     *
     * @throws UserException if it is not one of this training with these options
     */
    void restore(Safetensors checkpoint);
}
