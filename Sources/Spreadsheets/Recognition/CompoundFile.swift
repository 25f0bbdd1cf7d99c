/// What the directory of an OLE compound file ([MS-CFB]) says it holds.
enum CompoundFile {
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// The names of the storages and streams; as many as can be read of a damaged file.
    static func directoryNames(of file: RandomAccessFile) throws(SpreadsheetError) -> [String] {
        let header = LittleEndian(bytes: try file.bytes(at: 0, count: 512))
        guard header.bytes.starts(with: signature), let shift = header.uint16(30), (9...12).contains(shift),
            let firstDirectorySector = header.uint32(48)
        else { return [] }
        let sectorSize = 1 << shift
        var names: [String] = []
        var sector = firstDirectorySector
        // The limit ends a chain that runs in a circle.
        for _ in 0..<1_024 {
            guard sector < 0xFFFF_FFFA else { break }
            let bytes = LittleEndian(bytes: try file.bytes(at: (sector + 1) * sectorSize, count: sectorSize))
            for entry in stride(from: 0, to: bytes.bytes.count - 127, by: 128) {
                if let name = name(in: bytes, at: entry) { names.append(name) }
            }
            guard let next = try nextSector(after: sector, sectorSize: sectorSize, header, file) else { break }
            sector = next
        }
        return names
    }

    private static func name(in bytes: LittleEndian, at offset: Int) -> String? {
        guard let length = bytes.uint16(offset + 64), (4...64).contains(length) else { return nil }
        let units = stride(from: 0, to: length - 2, by: 2).compactMap { bytes.uint16(offset + $0).map(UInt16.init) }
        return String(decoding: units, as: UTF16.self)
    }

    /// The next sector of a chain by the allocation table; `nil` where the table cannot be read.
    private static func nextSector(
        after sector: Int, sectorSize: Int, _ header: LittleEndian, _ file: RandomAccessFile
    ) throws(SpreadsheetError) -> Int? {
        let perSector = sectorSize / 4
        let tableIndex = sector / perSector
        // The header lists the first 109 sectors of the table: enough for directories of files up to 6.8 MB, and those
        // of larger files begin early.
        guard tableIndex < 109, let table = header.uint32(76 + 4 * tableIndex), table < 0xFFFF_FFFA else { return nil }
        let place = (table + 1) * sectorSize + sector % perSector * 4
        return LittleEndian(bytes: try file.bytes(at: place, count: 4)).uint32(0)
    }
}
