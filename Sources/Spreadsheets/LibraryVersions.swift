import CLibXML2
import CZlib

/// The versions of the system libraries that read files, as they are loaded now.
public enum LibraryVersions {
    /// The version of libxml2, such as `2.9.14`.
    public static var libxml2: String {
        // 20914 is 2.9.14 (xmlversion.h); what a distribution appends stays.
        let text = String(cString: canvass_libxml2_version())
        guard let number = Int(text.prefix { $0.isNumber }) else { return text }
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }

    /// The version of zlib, such as `1.2.13`.
    public static var zlib: String { String(cString: zlibVersion()) }
}
