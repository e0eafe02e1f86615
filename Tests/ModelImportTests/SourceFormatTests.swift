import Testing

@testable import ModelImport

@Suite struct SourceFormatTests {
    @Test(
        "other formats are told by their content",
        arguments: [
            ([], "an empty file"), ([0x80, 0x04, 0x95], "a pickle"),
            ([0x78, 0x9C, 1], "a compressed joblib file"), ([0x50, 0x4B, 3, 4], "a zip archive"),
            ([0x1F, 0x8B, 8], "a gzip archive"), ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
            (Array("binf\0".utf8), "a model in XGBoost's deprecated binary format"),
            (Array("[1]".utf8), "JSON, but of no library known here"),
            (Array("version https://git-lfs".utf8), "text"),
            ([9, 0, 0, 0, 0, 0, 0, 0] + Array(#"{"a":{}}"#.utf8), "a weight file already"),
        ] as [([UInt8], String)])
    func foreign(bytes: [UInt8], what: String) {
        guard case .foreign(what, _) = SourceFormat(bytes) else {
            Issue.record("taken for \(SourceFormat(bytes))")
            return
        }
    }

    @Test("both ways in which XGBoost writes are told apart")
    func xgboost() {
        #expect(SourceFormat(Array(#" {"learner":{}}"#.utf8)) == .xgboost(.json))
        #expect(SourceFormat(Array("{L\0\0\0".utf8)) == .xgboost(.ubjson))
        #expect(SourceFormat(Array("{i\u{7}learner".utf8)) == .xgboost(.ubjson))
    }

    @Test(
        "a CatBoost model is told by any of its members",
        arguments: [
            #"{"features_info":{}}"#, "\n [{\"oblivious_trees\"", #"{"ctr_data":{}}"#,
        ])
    func catboost(text: String) {
        #expect(SourceFormat(Array(text.utf8)) == .catboost)
    }

    @Test("a LightGBM model is told by its first line", arguments: ["tree\nv", "tree\r\nv"])
    func lightgbm(text: String) {
        #expect(SourceFormat(Array(text.utf8)) == .lightgbm)
    }

    @Test("a pickle is refused with the way out")
    func pickle() {
        let error = #expect(throws: ImportError.self) { try importBytes([0x80, 0x04, 0x95]) }
        #expect(error?.description.contains("this is a pickle; use chorus-export") == true)
    }

    @Test("any prefix of a model is refused or imported, never worse")
    func prefixes() throws {
        let bytes = try Scene([node("Normalizer", ["X"], ["Y"], [text("norm", "L2")])]).bytes()
        for length in 0..<bytes.count {
            #expect(throws: ImportError.self) { try importBytes(Array(bytes.prefix(length))) }
        }
    }
}
