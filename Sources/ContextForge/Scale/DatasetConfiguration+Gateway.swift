import Rows

extension DatasetConfiguration {
    /// Number of users, 1 or more.
    package var userCount: Int64 {
        get { Int64(self[.users]) }
        set { self[.users] = Double(newValue) }
    }

    /// Number of gateways.
    package var gatewayCount: Int64 {
        get { Int64(self[.gateways]) }
        set { self[.gateways] = Double(newValue) }
    }

    /// Number of teams that each user creates beside the personal one.
    package var additionalTeamsPerUser: Int64 {
        get { Int64(self[.additionalTeamsPerUser]) }
        set { self[.additionalTeamsPerUser] = Double(newValue) }
    }

    /// Whether some resources and prompts are federated, for which gateways must come first.
    package var federatesObjects: Bool {
        get { numbers["federates_objects"] != 0 }
        set { numbers["federates_objects"] = newValue ? 1 : 0 }
    }
}
