import HTTPTypes

extension RouteTable {
    /// `GET /metrics`, for Prometheus and what reads its format.
    public mutating func metrics(_ registry: MetricsRegistry) {
        get("/metrics") { _, _ in
            ProcessMetrics.update(registry)
            return .init(
                Reply(
                    status: .ok, contentType: PrometheusText.contentType, fields: [],
                    body: PrometheusText.bytes(of: registry)))
        }
    }
}
