/// What a package says of itself before any of its parts: the types of the parts, and the package's own relationships.
struct PackageIndex {
    let types: ContentTypes
    let relationships: [Relationship]
}
