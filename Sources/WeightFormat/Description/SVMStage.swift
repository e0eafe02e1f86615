/// A kernel machine (libsvm): `Σ coefficient · kernel(x, support vector) + intercept`.
///
/// A classifier of k classes has k(k-1)/2 scores, one a pair of classes in libsvm's order
/// (0,1) (0,2) … (1,2) …, positive for the first class of the pair. A regression or one-class model
/// has one score.
public struct SVMStage: Codable, Equatable, Sendable {
    public enum Kernel: String, Codable, Sendable { case linear, rbf, polynomial, sigmoid }

    public var kernel: Kernel
    public var gamma: Double
    public var coef0: Double
    public var degree: Double
    /// Tensor [vectors, features].
    public var supportVectors: String
    /// Tensor [classes - 1, vectors] (libsvm's `sv_coef`); for one score [1, vectors].
    public var coefficients: String
    /// Tensor [scores]: added to the sums (libsvm's `-rho`).
    public var intercepts: String
    /// How many support vectors each class has, in class order; absent for one-score models.
    public var vectorsPerClass: [Int]?

    enum CodingKeys: String, CodingKey {
        case kernel, gamma, coef0, degree, coefficients, intercepts
        case supportVectors = "support-vectors"
        case vectorsPerClass = "vectors-per-class"
    }

    public init(
        kernel: Kernel, gamma: Double, coef0: Double, degree: Double, supportVectors: String,
        coefficients: String, intercepts: String, vectorsPerClass: [Int]?
    ) {
        self.kernel = kernel
        self.gamma = gamma
        self.coef0 = coef0
        self.degree = degree
        self.supportVectors = supportVectors
        self.coefficients = coefficients
        self.intercepts = intercepts
        self.vectorsPerClass = vectorsPerClass
    }
}
