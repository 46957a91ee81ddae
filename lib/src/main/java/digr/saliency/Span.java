package digr.saliency;

import digr.nn.Architecture.Convolution;

/** Rows or columns that lie side by side, both ends among them. */
record Span(int first, int last) {
    int size() {
        return last - first + 1;
    }

    boolean holds(int i) {
        return first <= i && i <= last;
    }

    /** Those of a convolution's outputs, 0 to {@code outputs} − 1, that see one of these; the nearest if none does. */
    Span seenBy(Convolution convolution, int outputs) {
        int stride = convolution.stride();
        int from = Math.floorDiv(
                first - convolution.kernel() + stride, stride); // (first − kernel + 1) / stride, rounded up
        int nearest = Math.max(0, Math.min(from, outputs - 1));
        return new Span(nearest, Math.max(nearest, Math.min(last / stride, outputs - 1)));
    }

    /** The inputs on which these outputs of a convolution depend. */
    Span seenFor(Convolution convolution) {
        return new Span(first * convolution.stride(), last * convolution.stride() + convolution.kernel() - 1);
    }
}
