public import FanOut
import FoundationEssentials
import InferenceAPI

extension ProxyConfiguration {
    /// Reads a configuration file, adds what the environment says, and checks that all of it makes
    /// plans.
    ///
    /// - Parameter path: nil: the environment alone.
    /// - Throws: `ConfigurationFileError` or `ConfigurationError`.
    public init(
        path: String?, environment: [String: String],
        registry: AggregatorRegistry = AggregatorRegistry()
    ) throws {
        self.init(services: [])
        guard let path else {
            try read(environment, registry)
            _ = try plans(registry)
            return
        }
        do {
            let file = try ConfigurationFile(try Self.bytes(of: path))
            folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
            services = file.services.map { $0.resolved(in: folder) }
            routes = file.routes
            try read(environment, registry)
            _ = try plans(registry)
        } catch var error as ConfigurationFileError {
            error.file = path
            throw error
        } catch let error as PlanError {
            var wrong = ConfigurationFileError(at: error.mark, error.description)
            wrong.file = path
            throw wrong
        }
    }

    private static func bytes(of path: String) throws(ConfigurationFileError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationFileError(at: nil, "the file is not there, or cannot be read.")
        }
        return Array(data)
    }
}

extension ProxyConfiguration.Service {
    /// Its weight file's path is relative to the configuration file.
    fileprivate func resolved(in folder: String) -> Self {
        guard let weights, !weights.hasPrefix("/") else { return self }
        var service = self
        service.weights = folder + weights
        return service
    }
}
