import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the operating system says of this process, under the names that Prometheus's own clients use;
/// nothing where there is no `/proc`.
enum ProcessMetrics {
    static func update(_ registry: MetricsRegistry) {
        guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return }
        // Behind the name, which may hold anything, field 3 of proc(5) is the first.
        let fields = stat[end...].split(separator: " ").dropFirst().map { Double($0) ?? 0 }
        guard fields.count > 21 else { return }
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        let page = Double(max(1, sysconf(Int32(_SC_PAGESIZE))))
        set("process_cpu_seconds_total", (fields[11] + fields[12]) / ticks, registry)
        set("process_virtual_memory_bytes", fields[20], registry)
        set("process_resident_memory_bytes", fields[21] * page, registry)
        let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        set("process_open_fds", Double(files?.count ?? 0), registry)
        if let boot = bootTime() {
            set("process_start_time_seconds", boot + fields[19] / ticks, registry)
        }
    }

    private static func set(_ name: String, _ value: Double, _ registry: MetricsRegistry) {
        let isCounter = name.hasSuffix("_total")
        (isCounter ? registry.counter(name, []) : registry.gauge(name)).set(value)
    }

    /// Seconds since 1970.
    private static func bootTime() -> Double? {
        let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8)
        let line = text?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line?.split(separator: " ").last.flatMap { Double($0) }
    }
}
