/// The version of Canvass, which stands in `run.json` and is part of what a cached result depends on.
public enum CanvassVersion {
    /// The version, as in CHANGELOG.md.
    public static let current = "0.1.0"
    /// Changes when the same return and definition give another bundle.
    static let bundleFormat = 23
}
