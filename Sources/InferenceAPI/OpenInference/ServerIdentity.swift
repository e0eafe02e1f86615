/// The program as it names itself to others.
public enum ServerIdentity {
    public static let name = "chorus"
    public static let version = "0.1.0"
}
