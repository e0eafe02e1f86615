import Testing

@testable import WeightFormat

@Suite struct RoundTripTests {
    @Test("a document comes back from its bytes as it was")
    func document() throws {
        let document = linearDocument()

        let file = try WeightFile(bytes: document.serialized())

        #expect(file.name == document.name)
        #expect(file.release == document.release)
        #expect(file.description == document.description)
        #expect(file.features == document.features)
        #expect(file.classes == document.classes)
        #expect(file.sample == document.sample)
        #expect(file.provenance == document.provenance)
        #expect(file.tensorNames == document.tensors.keys.sorted())
        #expect(try file.tensor("coefficients").float64() == [0.5, -0.25])
        #expect(try file.tensor("coefficients").shape == [1, 2])
        #expect(file.outputColumns == ["label": 1, "probabilities": 2, "decision": 1])
    }

    @Test("the same document gives the same bytes")
    func deterministic() throws {
        #expect(try linearDocument().serialized() == linearDocument().serialized())
    }

    @Test("tensor data starts on a boundary of 64 bytes and each tensor on its element's")
    func alignment() throws {
        var document = linearDocument()
        document.tensors["odd"] = .uint8([1, 2, 3])
        document.tensors["words"] = .int32([7])
        document.tensors["flags"] = TensorData(.bool([true, false]))

        let bytes = try document.serialized()
        let container = try Container(MappedBytes(bytes))

        #expect(container.dataStart % 64 == 0)
        for (_, entry) in container.header.tensors {
            #expect(container.range(of: entry).lowerBound % entry.dtype.size == 0)
        }
        let file = try WeightFile(bytes: bytes)
        #expect(try file.tensor("odd").uint8() == [1, 2, 3])
        #expect(try file.tensor("words").int32() == [7])
        #expect(try file.tensor("flags").bool() == [true, false])
    }

    @Test("labels keep their kind: 1, 1.0, true and text are different classes")
    func labels() throws {
        for labels: [ClassLabel] in [
            [.integer(1), .integer(-9_223_372_036_854_775_808)], [.real(1), .real(1e300)],
            [.boolean(false), .boolean(true)], [.text("1"), .text("\u{1}\\/é\u{1F600}")],
        ] {
            #expect(try ClassLabel.list(json: ClassLabel.json(labels)) == labels)
        }
    }

    @Test("labels are read with escapes and surrogate pairs")
    func escapes() throws {
        #expect(
            try ClassLabel.list(json: #"[ "\u00e9\ud83d\ude00\n\/" , "b" ]"#)
                == [.text("é😀\n/"), .text("b")])
    }

    @Test(
        "labels that are no JSON scalars are refused",
        arguments: [
            "", "[", "[1", "[1,]", "[null]", "[nan]", "[[1]]", "{}", "[1] 2", #"["\ud83d"]"#,
            #"["\q"]"#, "[1e999]",
        ])
    func badLabels(json: String) {
        #expect(throws: WeightFault.self) { try ClassLabel.list(json: json) }
    }

    @Test("a feature without a name is called by its position")
    func unnamed() throws {
        var texts = try Container(MappedBytes(linearDocument().serialized())).header.metadata
        texts["features"] = #"[{"type":"number"},{"type":"number","name":"b"}]"#
        #expect(try Metadata(texts: texts).features.map(\.name) == ["f0", "b"])
    }

    @Test("a tensor asked for as another type is refused by both names")
    func wrongType() throws {
        let file = try WeightFile(bytes: linearDocument().serialized(), file: "x.safetensors")
        #expect(
            throws: WeightError(
                file: "x.safetensors", fault: .type(name: "scale", found: "F64", expected: "F32"))
        ) { try file.tensor("scale").float32() }
    }
}
