import Testing
import WeightFormat

@testable import ModelImport

@Suite struct LightGBMTests {
    @Test("branches and leaves become a forest, parents first, in float64")
    func numbers() throws {
        let document = try imported(model())
        #expect(document.description.input == .float64)
        #expect(document.features.map(\.name) == ["a", "b"])
        #expect(document.tensors["trees.features"] == .int32([1, 0, -1, -1, -1]))
        #expect(document.tensors["trees.thresholds"] == .float64([0.5, 1e300, 0, 0, 0]))
        #expect(document.tensors["trees.left"] == .int32([1, 2, 0, 2, 1]))
        #expect(document.tensors["trees.right"] == .int32([4, 3, 0, 0, 0]))
        #expect(document.tensors["trees.values"] == .float64([1, -2, .infinity]))
        #expect(document.tensors["trees.missing"] == .uint8([1, 4, 0, 0, 0]))
    }

    @Test("line ends of two characters, and what stands behind the trees, change nothing")
    func lineEnds() throws {
        let text =
            model() + "\nfeature_importances:\na=1\n\nparameters:\n[x: 1]\nend of parameters\n"
        let crlf = text.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        #expect(try imported(text).tensors == imported(model()).tensors)
        #expect(try imported(crlf).tensors == imported(model()).tensors)
    }

    @Test("a threshold within float32 1e-35 of zero moves to the edge of what counts as zero")
    func zeros() throws {
        let zero = Double(Float(1e-35))
        for (text, expected) in [
            ("0", zero), ("-0", zero), ("1e-36", zero), ("-1e-36", (-zero).nextDown),
            ("1e-34", 1e-34), ("-inf", -.infinity),
        ] {
            let document = try imported(model(threshold: "\(text) 1"))
            #expect(
                document.tensors["trees.thresholds"] == .float64([expected, 1, 0, 0, 0]))
        }
    }

    @Test(
        "an objective says what becomes of scores",
        arguments: [
            ("regression", .regress(RegressHead(link: .identity, decision: .scores))),
            ("regression sqrt", .regress(RegressHead(link: .signedSquare, decision: .scores))),
            ("gamma", .regress(RegressHead(link: .exp, decision: .scores))),
            (
                "cross_entropy_lambda",
                .regress(RegressHead(link: .log1pExp, decision: .scores))
            ),
            (
                "binary sigmoid:0.7",
                .classify(
                    ClassifyHead(
                        link: .logistic, scale: 0.7, binary: .complement,
                        label: .largestProbability, decision: .scores))
            ),
        ] as [(String, Stage)])
    func objectives(text: String, head: Stage) throws {
        #expect(try imported(model(objective: text)).description.stages.last == head)
    }

    @Test("a random forest predicts from the mean, and shows the sum")
    func average() throws {
        let document = try imported(model(extra: "average_output\n", trees: 4))
        #expect(
            document.description.stages.last
                == .regress(RegressHead(link: .identity, scale: 0.25, decision: .scores)))
    }

    @Test("categories go left by sets, of which each tree has its own")
    func categories() throws {
        let tree = """
            num_leaves=2
            num_cat=1
            split_feature=0
            threshold=0
            decision_type=1
            left_child=-1
            right_child=-2
            leaf_value=1 2
            cat_boundaries=0 2
            cat_threshold=5 4294967295

            """
        let document = try imported(model(tree: tree, trees: 2))
        #expect(document.tensors["trees.comparisons"] == .uint8([6, 0, 0, 6, 0, 0]))
        #expect(document.tensors["trees.thresholds"] == .float64([0, 0, 0, 1, 0, 0]))
        #expect(document.tensors["trees.sets.offsets"] == .int64([0, 2, 4]))
        #expect(document.tensors["trees.sets.words"] == .int32([5, -1, 5, -1]))
    }

    @Test("pandas' categories become texts and integers with a code each")
    func pandas() throws {
        let rest = """
            parameters:
            [categorical_feature: 0,1]
            end of parameters

            pandas_categorical:[["x", "y"], [7, 3]]
            """
        let document = try imported(model() + "\n" + rest)
        #expect(document.features.map(\.type) == [.text, .number])
        guard case .encode(let encode)? = document.description.stages.first else {
            Issue.record("no stage encode")
            return
        }
        #expect(encode.columns.map(\.unknown) == [.missing, .missing])
        #expect(document.tensors["categories.1"] == .int64([7, 3]))
    }

    @Test(
        "what is not understood is refused with its place",
        arguments: [
            (model(objective: "unheard_of"), "objective 'unheard_of'"),
            (model(objective: "binary sigmoid:0"), "not above zero"),
            (model(threshold: "0.5"), "tree 0 has 1 numbers in threshold where 2 are due"),
            (model(threshold: "0.5 1.2.3"), "'1.2.3' in threshold"),
            (model(left: "0 -1"), "lead back"), (model(left: "1 1"), "lead back"),
            (model(left: "1 7"), "'7' in left_child"), (model(left: "-1 -1"), "nothing leads to"),
            (model().replacing("end of trees", with: ""), "no line 'end of trees'"),
            (model() + "\nparameters:\n[a", "no line 'end of parameters'"),
            (model().replacing("num_class=1", with: "num_class=2"), "1 trees a round"),
            (model(extra: "version=v3\n"), "'version' twice"),
        ])
    func refused(model: String, reason: String) {
        let fault = #expect(throws: ImportFault.self) { try imported(model) }
        #expect(fault?.description.contains(reason) == true, "\(String(describing: fault))")
    }
}

private func imported(_ text: String) throws -> WeightDocument {
    let document = try importLightGBM(
        SourceFile(bytes: Array(text.utf8), path: "model.txt"), date: "2026-01-01T00:00:00Z")
    _ = try document.serialized()
    return document
}

/// Trees of three leaves over two features.
private func model(
    objective: String = "regression", extra: String = "", threshold: String = "0.5 1e300",
    left: String = "1 -1", tree: String? = nil, trees: Int = 1
) -> String {
    let tree =
        tree ?? """
            num_leaves=3
            num_cat=0
            split_feature=1 0
            threshold=\(threshold)
            decision_type=10 2
            left_child=\(left)
            right_child=-2 -3
            leaf_value=1 -2 inf

            """
    return """
        tree
        version=v4
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=1
        objective=\(objective)
        feature_names=a b
        feature_infos=[0:1] none
        \(extra)
        \((0..<trees).map { "Tree=\($0)\n\(tree)\n" }.joined())
        end of trees

        """
}
