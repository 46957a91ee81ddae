package digr.saliency;

/**
 * Sums of vectors in loops so plain that the compiler turns them into vector instructions. It does not where the sums
 * begin at an offset, which takes 5 times longer. Several vectors are added at once, so that the sums are read and
 * written less.
 */
final class Vectors {
    private Vectors() {}

    /** Adds the first n vectors to the sums. */
    static void add(float[][] a, int n, float[] sums) {
        int k = 0;
        for (; k + 4 <= n; k += 4) add(a[k], a[k + 1], a[k + 2], a[k + 3], sums);
        for (; k < n; k++) add(a[k], sums);
    }

    private static void add(float[] a, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += a[i];
    }

    private static void add(float[] a, float[] b, float[] c, float[] d, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += a[i] + b[i] + c[i] + d[i];
    }

    /** Adds a_i b_{from + i} to all sums. */
    static void addProduct(float[] a, float[] b, int from, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += a[i] * b[from + i];
    }

    /** Adds Σ_k f_k a_k to the sums. */
    static void addScaled(float[] f, float[][] a, float[] sums) {
        int k = 0;
        for (; k + 4 <= f.length; k += 4)
            addScaled(f[k], a[k], f[k + 1], a[k + 1], f[k + 2], a[k + 2], f[k + 3], a[k + 3], sums);
        for (; k < f.length; k++) addScaled(f[k], a[k], sums);
    }

    private static void addScaled(float f, float[] a, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += f * a[i];
    }

    private static void addScaled(
            float f, float[] a, float g, float[] b, float h, float[] c, float k, float[] d, float[] sums) {
        for (int i = 0; i < sums.length; i++) sums[i] += f * a[i] + g * b[i] + h * c[i] + k * d[i];
    }

    /** Puts 0 in place of what is negative. */
    static void rectify(float[] values) {
        for (int i = 0; i < values.length; i++) values[i] = Math.max(values[i], 0);
    }
}
