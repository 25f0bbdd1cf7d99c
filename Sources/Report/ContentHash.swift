import Crypto
import Foundation

/// By what a Content-Security-Policy (CSP Level 3) knows a page's own style or script.
enum ContentHash {
    /// The text's SHA-256, as the policy has it.
    static func source(of text: String) -> String {
        "'sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString() + "'"
    }
}
