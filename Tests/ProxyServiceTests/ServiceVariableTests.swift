import Testing

@testable import ProxyService

@Suite struct ServiceVariableTests {
    @Test(
        "SERVICE_<NAME> names a service in lower case",
        arguments: [
            ("SERVICE_SETOSA", "setosa"), ("SERVICE_Setosa", "setosa"), ("SERVICE_a_B", "a_b"),
            ("SERVICE_SERVICE_X", "service_x"), ("SERVICE_PORTAL", "portal"),
            ("SERVICE_X_PORT_A_TCP", "x_port_a_tcp"), ("SERVICE_PORT_1", "port_1"),
        ])
    func names(variable: String, name: String) {
        #expect(ServiceVariable.service(of: variable) == name)
    }

    @Test(
        "other variables name none, Kubernetes' own among them",
        arguments: [
            "", "SERVICE", "SERVICE_", "service_setosa", "MY_SERVICE_X", "PATH",
            "SERVICE_SETOSA_SERVICE_HOST", "SERVICE_SETOSA_SERVICE_PORT",
            "SERVICE_SETOSA_SERVICE_PORT_HTTP", "SERVICE_SETOSA_PORT",
            "SERVICE_SETOSA_PORT_8000_TCP", "SERVICE_SETOSA_PORT_8000_TCP_ADDR",
            "SERVICE_SETOSA_PORT_8000_TCP_PORT", "SERVICE_SETOSA_PORT_8000_TCP_PROTO",
        ])
    func others(variable: String) {
        #expect(ServiceVariable.service(of: variable) == nil)
    }
}
