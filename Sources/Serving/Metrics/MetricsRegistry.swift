public import CoreMetrics
import Synchronization

/// What a process counts, as a backend of swift-metrics that is injected and not global, and from
/// which `/metrics` is read.
///
/// A label and its dimensions name one series; asked for twice they give the same. Beyond a limit
/// further series are counted by nobody, so that no client can make a process grow.
public final class MetricsRegistry: MetricsFactory, Sendable {
    struct Series: Hashable {
        struct Label: Hashable {
            let name: String
            let value: String
        }

        let name: String
        let labels: [Label]

        init(_ name: String, _ dimensions: [(String, String)]) {
            self.name = name
            labels = dimensions.map { Label(name: $0.0, value: $0.1) }
        }
    }

    enum Cell: Sendable {
        case counter(NumberCell)
        case gauge(NumberCell)
        case histogram(HistogramCell)
    }

    /// Series that a process keeps.
    public static let mostSeries = 10_000

    private let cells = Mutex<[Series: Cell]>([:])

    public init() {}

    /// All series, by name and then by labels.
    var all: [(series: Series, cell: Cell)] {
        cells.withLock { cells in
            cells.map { ($0.key, $0.value) }.sorted { one, other in
                one.series.name != other.series.name
                    ? one.series.name < other.series.name
                    : one.series.labels.map(\.value).lexicographicallyPrecedes(
                        other.series.labels.map(\.value))
            }
        }
    }

    private func cell(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Cell
    ) -> Cell {
        let series = Series(label, dimensions)
        return cells.withLock { cells in
            if let cell = cells[series] { return cell }
            let cell = make()
            if cells.count < Self.mostSeries { cells[series] = cell }
            return cell
        }
    }

    private func number(
        _ label: String, _ dimensions: [(String, String)], isCounter: Bool
    ) -> NumberCell {
        let found = cell(label, dimensions) {
            isCounter ? .counter(NumberCell()) : .gauge(NumberCell())
        }
        switch found {
        case .counter(let cell), .gauge(let cell): return cell
        // A name stands for one kind of number: another kind under it is counted for itself.
        case .histogram: return NumberCell()
        }
    }

    func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramCell {
        guard case .histogram(let cell) = cell(label, dimensions, { .histogram(HistogramCell()) })
        else { return HistogramCell() }
        return cell
    }

    func counter(_ label: String, _ dimensions: [(String, String)]) -> NumberCell {
        number(label, dimensions, isCounter: true)
    }

    func gauge(_ label: String, _ dimensions: [(String, String)] = []) -> NumberCell {
        number(label, dimensions, isCounter: false)
    }
}

extension MetricsRegistry {
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate ? histogram(label, dimensions) : gauge(label, dimensions)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions)
    }

    // What has been counted stays: a scrape that came a moment later would miss it.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}
}
