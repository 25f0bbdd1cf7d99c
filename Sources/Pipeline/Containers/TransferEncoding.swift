import Spreadsheets

/// How a part's bytes are written in a mail (RFC 2045, 6). Strict: what is not as the standard has it is no half attachment, but none.
enum TransferEncoding {
    static func decode(_ bytes: ArraySlice<UInt8>, as encoding: String) throws(MailFault) -> [UInt8] {
        switch encoding {
        case "", "7bit", "8bit", "binary": Array(bytes)
        case "base64": try base64(bytes)
        case "quoted-printable": try quotedPrintable(bytes, isHeader: false)
        default:
            throw MailFault(.corrupt, "An attachment is written in a way that is not known: \(encoding.prefix(40)).")
        }
    }

    /// Base64 (RFC 2045, 6.8); line ends and blanks are passed over.
    static func base64(_ bytes: ArraySlice<UInt8>) throws(MailFault) -> [UInt8] {
        let fault = MailFault(.corrupt, "An attachment is not in Base64, as the mail says; it may have been cut short.")
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / 4 * 3)
        var group: UInt32 = 0
        var count = 0
        var padding = 0
        for byte in bytes {
            let value: UInt32
            switch byte {
            case 0x41...0x5A: value = UInt32(byte) - 0x41
            case 0x61...0x7A: value = UInt32(byte) - 0x61 + 26
            case 0x30...0x39: value = UInt32(byte) - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            case 0x3D: value = 0
            case 0x0A, 0x0D, 0x20, 0x09: continue
            default: throw fault
            }
            if byte == 0x3D { padding += 1 } else if padding > 0 { throw fault }
            group = group << 6 | value
            count += 1
            guard count == 4 else { continue }
            guard padding <= 2 else { throw fault }
            result.append(UInt8(truncatingIfNeeded: group >> 16))
            if padding < 2 { result.append(UInt8(truncatingIfNeeded: group >> 8)) }
            if padding < 1 { result.append(UInt8(truncatingIfNeeded: group)) }
            (group, count) = (0, 0)
        }
        guard count == 0 else { throw fault }
        return result
    }

    /// Quoted-printable (RFC 2045, 6.7), and its like for headers (RFC 2047, 4.2), in which `_` is a blank.
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>, isHeader: Bool) throws(MailFault) -> [UInt8] {
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            guard byte == 0x3D else {
                result.append(isHeader && byte == 0x5F ? 0x20 : byte)
                continue
            }
            if index + 1 < bytes.endIndex, let high = Hexadecimal.digit(bytes[index]),
                let low = Hexadecimal.digit(bytes[index + 1])
            {
                result.append(high << 4 | low)
                index += 2
                continue
            }
            // A soft line break: blanks before the line's end count as little as the end itself.
            while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
            if index < bytes.endIndex, bytes[index] == 0x0D { index += 1 }
            guard index == bytes.endIndex || bytes[index] == 0x0A else {
                throw MailFault(.corrupt, "An attachment is not in quoted-printable, as the mail says.")
            }
            index = min(index + 1, bytes.endIndex)
        }
        return result
    }
}
