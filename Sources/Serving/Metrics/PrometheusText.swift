import InferenceAPI

/// The text format of Prometheus, version 0.0.4: a line for each series, `name{label="value"} number`.
enum PrometheusText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    static func bytes(of registry: MetricsRegistry) -> [UInt8] {
        var text = ""
        var lastName: String?
        for (series, cell) in registry.all {
            if series.name != lastName {
                text += "# TYPE \(series.name) \(kind(of: cell))\n"
                lastName = series.name
            }
            append(series, cell, to: &text)
        }
        return Array(text.utf8)
    }

    private static func kind(of cell: MetricsRegistry.Cell) -> String {
        switch cell {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }

    private static func append(
        _ series: MetricsRegistry.Series, _ cell: MetricsRegistry.Cell, to text: inout String
    ) {
        switch cell {
        case .counter(let cell), .gauge(let cell):
            text += "\(series.name)\(labels(series)) \(number(cell.value))\n"
        case .histogram(let cell):
            var below = 0
            let borders = HistogramCell.borders.map(number) + ["+Inf"]
            for (count, border) in zip(cell.buckets, borders) {
                below += count
                text += "\(series.name)_bucket\(labels(series, border: border)) \(below)\n"
            }
            text += "\(series.name)_sum\(labels(series)) \(number(cell.seconds))\n"
            text += "\(series.name)_count\(labels(series)) \(below)\n"
        }
    }

    private static func labels(
        _ series: MetricsRegistry.Series, border: String? = nil
    ) -> String {
        var parts = series.labels.map { "\($0.name)=\"\(escaped($0.value))\"" }
        if let border { parts.append("le=\"\(border)\"") }
        return parts.isEmpty ? "" : "{\(parts.joined(separator: ","))}"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Whole numbers without a point.
    private static func number(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
