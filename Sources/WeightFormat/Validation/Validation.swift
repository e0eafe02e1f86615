/// Holds a description to the tensors and metadata beside it, once, when a file is opened.
struct Validation {
    var metadata: Metadata
    var tensors: TensorTable

    /// Columns of each output. Throws at the first disagreement.
    func run() throws(WeightFault) -> [String: Int] {
        try checkMetadata()
        let columns: [String: Int]
        if let graph = metadata.description.graph {
            columns = try check(graph)
        } else {
            columns = try checkStages().outputs
        }
        if let golden = metadata.golden {
            try GoldenValidation(metadata: metadata, tensors: tensors, columns: columns)
                .check(golden)
        }
        return columns
    }

    /// The outputs of a graph, whose columns an evaluation shows: 0 here.
    private func check(_ graph: ModelGraph) throws(WeightFault) -> [String: Int] {
        guard metadata.description.stages.isEmpty else {
            throw .metadata(key: "model", reason: "has stages and a graph")
        }
        var check = GraphCheck(tensors: tensors, features: metadata.features)
        try check.check(graph, task: metadata.description.task)
        let names = graph.outputs.compactMap { $0.output?.rawValue }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, 0) })
    }

    private func checkMetadata() throws(WeightFault) {
        let features = metadata.features.count
        guard (1...Limits.columns).contains(features) else {
            throw .metadata(
                key: "features", reason: "lists \(features) where 1 to \(Limits.columns) may be")
        }
        guard !metadata.name.isEmpty else { throw .metadata(key: "name", reason: "is empty") }
        guard metadata.sample.count == features else {
            throw .metadata(
                key: "sample",
                reason: "has \(metadata.sample.count) numbers for \(features) features")
        }
        for (cell, feature) in zip(metadata.sample, metadata.features)
        where !cell.isSample(of: feature.type) {
            throw .metadata(
                key: "sample", reason: "has no \(feature.type.rawValue) for '\(feature.name)'")
        }
        try checkClasses()
        try checkOutputNames()
    }

    private func checkClasses() throws(WeightFault) {
        let hasLabels = [.classification, .outlier].contains(metadata.description.task)
        guard let classes = metadata.classes else {
            guard !hasLabels else { throw .metadata(key: "classes", reason: "is missing") }
            return
        }
        guard hasLabels else {
            throw .metadata(key: "classes", reason: "is there, but the task has no classes")
        }
        guard (1...Limits.columns).contains(classes.count) else {
            throw .metadata(key: "classes", reason: "lists \(classes.count) labels")
        }
        guard Set(classes).count == classes.count else {
            throw .metadata(key: "classes", reason: "lists a label twice")
        }
        guard Set(classes.map(\.kind)).count == 1 else {
            throw .metadata(key: "classes", reason: "mixes integers, texts, booleans or reals")
        }
    }

    private func checkOutputNames() throws(WeightFault) {
        for name in (metadata.description.outputs ?? [:]).keys.sorted() {
            guard OutputName(rawValue: name) != nil else {
                throw .metadata(key: "model", reason: "names '\(name)', which is no output")
            }
        }
    }

    /// Follows a row through the stages. The description's order is transforms, then a predictor
    /// and its head; or transforms alone.
    private func checkStages() throws(WeightFault) -> Flow {
        let stages = metadata.description.stages
        guard (1...Limits.stages).contains(stages.count) else {
            throw .metadata(
                key: "model",
                reason: "has \(stages.count) stages where 1 to \(Limits.stages) may be")
        }
        var flow = Flow(
            columns: metadata.features.count, precision: metadata.description.input)
        try checkColumns(stages, &flow)
        for (index, stage) in stages.enumerated() {
            let check = StageCheck(
                place: "stage \(index) of the model", tensors: tensors,
                classes: metadata.classes?.count)
            try check.check(stage, &flow)
        }
        try finish(&flow)
        return flow
    }

    /// Columns that are not all numbers need the stage that encodes them, first of all.
    private func checkColumns(_ stages: [Stage], _ flow: inout Flow) throws(WeightFault) {
        let check = StageCheck(place: "stage 0 of the model", tensors: tensors, classes: nil)
        if case .encode(let encode)? = stages.first {
            return try check.check(encode, metadata.features)
        }
        if case .ctr(let stage)? = stages.first {
            guard flow.precision == .float32 else { throw check.fault("needs rows of float32") }
            flow.columns = try check.check(stage, metadata.features)
            return
        }
        guard let feature = metadata.features.first(where: { $0.type != .number }) else { return }
        throw .metadata(
            key: "model",
            reason: "has no stage that encodes the \(feature.type.rawValue) '\(feature.name)'")
    }

    private func finish(_ flow: inout Flow) throws(WeightFault) {
        let task = metadata.description.task
        if task == .transform, case .rows = flow.state {
            flow.outputs = [OutputName.transformed.rawValue: flow.columns]
            return
        }
        guard case .answered(task) = flow.state else {
            throw .metadata(
                key: "model", reason: "has no stage that ends the task '\(task.rawValue)'")
        }
    }
}
