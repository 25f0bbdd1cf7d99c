/// A figure of the report, drawn from the published dataset.
public struct FigureDefinition: Sendable {
    /// How the figure is drawn.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Columns `category, value`.
        case bar
        /// Columns `category, series, value`.
        case stackedBar = "stacked-bar"
        /// Columns `row, column, value`.
        case heatMap = "heat-map"
        /// Columns `category, value` or `category, series, value`.
        case dotPlot = "dot-plot"
        /// The column `value`: how often which value occurs.
        case histogram
        /// Columns `round, value` or `round, series, value`: a line for each series.
        case trend
        /// Any columns; a table for people.
        case list
    }

    /// The figure's id, for links.
    public let id: String
    /// How it is drawn.
    public let kind: Kind
    /// Its title.
    public let title: LocalizedText
    /// What to see in it, units, and the number of answers behind it.
    public let note: LocalizedText?
    /// The SQL SELECT over the published tables that gives its data.
    public let query: String
    /// Where the SQL starts.
    public let position: SourcePosition
}
