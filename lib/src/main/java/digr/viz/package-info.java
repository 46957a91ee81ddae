/**
 * Maps to pictures, pictures to grids and diagrams, numbers to charts: what a notebook composes a figure of, in a few
 * lines.
 *
 * <p>One walk: a map becomes a {@link digr.viz.Pictures#heat picture}, pictures stand in a
 * {@link digr.viz.PictureGrid}, the grid and a {@link digr.viz.LineChart} side by side in {@link digr.viz.Panels}; each
 * is a {@link digr.viz.Figure}, which {@link digr.viz.Figure#save saves} itself as PNG and SVG.
 */
package digr.viz;
