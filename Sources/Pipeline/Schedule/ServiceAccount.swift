import Foundation

/// The account that a job is to run as.
public enum ServiceAccount {
    /// What is to be said of one; nil where it is there, or is told by its number.
    public static func warning(of account: String) -> String? {
        guard UInt32(account) == nil, getpwnam(account) == nil else { return nil }
        return
            "there is no account \(account) on this machine, and without one the service does not start; make one with: adduser --system --group \(account)"
    }
}
