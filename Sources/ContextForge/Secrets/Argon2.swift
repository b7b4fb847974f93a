import CArgon2
import Rows

/// Argon2id, the slow function that passwords are hashed with and keys are derived by.
enum Argon2 {
    /// What one computation costs.
    struct Cost: Sendable {
        /// Passes over the memory.
        let passCount: UInt32
        /// Memory, in KiB.
        let memoryKibibytes: UInt32
        /// Lanes that could be computed side by side.
        let laneCount: UInt32 = 1

        /// What the gateway itself uses for passwords: about 0.1 s and 64 MiB.
        static let password = Cost(passCount: 3, memoryKibibytes: 65_536)
        /// Enough that a fingerprint is no quick way to guess the secret: about 30 ms and 19 MiB.
        static let fingerprint = Cost(passCount: 2, memoryKibibytes: 19_456)
        /// For keys that a gateway under load derives once for every value it reads: about 1 ms.
        static let cheap = Cost(passCount: 1, memoryKibibytes: 1_024)
    }

    /// Derives 32 bytes from a secret and a salt of 16 bytes.
    ///
    /// The corresponding libargon2 function is `argon2id_hash_raw`.
    static func key(
        of secret: String,
        salt: [UInt8],
        cost: Cost
    ) throws(SecretError) -> [UInt8] {
        let password = Array(secret.utf8)
        var key = [UInt8](repeating: 0, count: 32)
        let code = argon2id_hash_raw(
            cost.passCount,
            cost.memoryKibibytes,
            cost.laneCount,
            password,
            password.count,
            salt,
            salt.count,
            &key,
            key.count
        )
        guard code == ARGON2_OK.rawValue else { throw failure(code) }
        return key
    }

    /// Hashes a password with a salt of 16 bytes into the string form, which has salt and costs in
    /// it.
    ///
    /// The corresponding libargon2 function is `argon2id_hash_encoded`.
    static func passwordHash(
        of password: String,
        salt: [UInt8],
        cost: Cost = .password
    ) throws(SecretError) -> String {
        let bytes = Array(password.utf8)
        let hashByteCount = 32
        let byteCount = argon2_encodedlen(
            cost.passCount,
            cost.memoryKibibytes,
            cost.laneCount,
            UInt32(salt.count),
            UInt32(hashByteCount),
            Argon2_id
        )
        var encoded = [CChar](repeating: 0, count: byteCount)
        let code = argon2id_hash_encoded(
            cost.passCount,
            cost.memoryKibibytes,
            cost.laneCount,
            bytes,
            bytes.count,
            salt,
            salt.count,
            hashByteCount,
            &encoded,
            byteCount
        )
        guard code == ARGON2_OK.rawValue else { throw failure(code) }
        return String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }

    private static func failure(_ code: Int32) -> SecretError {
        SecretError(
            code: "hashing-failed",
            message: "could not compute an Argon2id hash",
            detail: argon2_error_message(code).map { String(cString: $0) },
            hint: "Argon2id needs 64 MiB of memory for a moment: see that they are free."
        )
    }
}
