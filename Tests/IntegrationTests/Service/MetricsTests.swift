import FanOut
import ProxyService
import Testing

extension Integration {
    @Suite struct MetricsTests {
        @Test func `a proxy counts requests by route and status, and how its services answered`()
            async throws
        {
            try await Scene.iris { port in
                for _ in 0..<3 {
                    _ = try await ask(port, .post("/predict", Numbers.threeRows))
                }
                _ = try await ask(port, .post("/predict", "{"))
                _ = try await ask(port, .get("/nowhere/\(Int.random(in: 0...9))"))
                let reply = try await ask(port, .get("/metrics"))

                #expect(reply.status == 200)
                #expect(
                    reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
                let lines = Set(reply.body.split(separator: "\n").map(String.init))
                let requests = "chorus_requests_total{method="
                #expect(lines.contains(#"\#(requests)"POST",route="/predict",status="200"} 3"#))
                #expect(lines.contains(#"\#(requests)"POST",route="/predict",status="400"} 1"#))
                #expect(lines.contains(#"\#(requests)"GET",route="other",status="404"} 1"#))
                #expect(lines.contains(#"chorus_request_rows_total{route="/predict"} 9"#))
                #expect(
                    lines.contains(#"chorus_request_duration_seconds_count{route="/predict"} 4"#))
                for flower in Scene.flowers {
                    let series = "chorus_service_outcomes_total{service=\"\(flower)\",outcome="
                    #expect(lines.contains(#"\#(series)"answered"} 3"#))
                }
                // The one that asks is under way itself.
                #expect(lines.contains("chorus_requests_in_flight 1"))
                #expect(lines.contains { $0.hasPrefix("process_resident_memory_bytes ") })
            }
        }

        @Test func `a service that is down is counted, and so are partial answers`() async throws {
            try await Scene.classifier("setosa") { port in
                let members = [("setosa", port), ("gone", 1)]
                try await Scene.proxy(of: members, { $0.onTimeout = .partial }) { port in
                    let reply = try await ask(port, .post("/predict", Numbers.bookRow))
                    #expect(reply.status == 200)
                    let metrics = try await ask(port, .get("/metrics")).body
                    let series = #"chorus_service_outcomes_total{service="gone",outcome="#
                    #expect(metrics.contains(#"\#(series)"unreachable"} 1"#))
                    #expect(metrics.contains("chorus_partial_answers_total 1"))
                }
            }
        }
    }
}
