/// Reads docProps/core.xml and docProps/app.xml (ECMA-376 Part 2, 11; Part 1, 22.2).
final class DocumentPropertiesHandler: XMLContentHandler {
    private(set) var properties: DocumentProperties
    private var target: WritableKeyPath<DocumentProperties, String?>?
    private var gathered: [UInt8] = []
    private let allowance: ListAllowance

    init(_ properties: DocumentProperties, limits: ReaderLimits) {
        self.properties = properties
        allowance = ListAllowance(limits: limits)
    }

    func start(_ element: XMLElement) throws(SpreadsheetError) {
        // Nothing is held, but a part of some twenty elements that has a million is not worth its time.
        try allowance.takeEntry()
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
