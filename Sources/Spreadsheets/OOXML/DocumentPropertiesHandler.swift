/// Reads docProps/core.xml and docProps/app.xml (ECMA-376 Part 2, 11; Part 1, 22.2).
final class DocumentPropertiesHandler: XMLContentHandler {
    private(set) var properties: DocumentProperties
    private var target: WritableKeyPath<DocumentProperties, String?>?
    private var gathered: [UInt8] = []

    init(_ properties: DocumentProperties) { self.properties = properties }

    func start(_ element: XMLElement) {
        target =
            switch (element.name.namespace, element.name.text) {
            case (.extendedProperties, "Application"): \.application
            case (.extendedProperties, "AppVersion"): \.applicationVersion
            case (.dublinCore, "title"): \.title
            case (.dublinCore, "creator"): \.creator
            case (.coreProperties, "lastModifiedBy"): \.lastModifiedBy
            case (.dublinCoreTerms, "created"): \.created
            case (.dublinCoreTerms, "modified"): \.modified
            default: nil
            }
        gathered.removeAll(keepingCapacity: true)
    }

    func end(_ name: XMLElementName) {
        if let target, !gathered.isEmpty { properties[keyPath: target] = String(decoding: gathered, as: UTF8.self) }
        target = nil
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if target != nil, gathered.count < 10_000 { gathered.append(contentsOf: bytes) }
    }
}
