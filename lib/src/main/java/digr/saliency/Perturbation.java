package digr.saliency;

/** The copies of one state that are perturbed around a pixel each. */
@FunctionalInterface
interface Perturbation {
    /** Writes the copy perturbed around the given centre, [C, H, W], into {@code to} from {@code offset} on. */
    void perturb(int row, int column, double[] to, int offset);
}
