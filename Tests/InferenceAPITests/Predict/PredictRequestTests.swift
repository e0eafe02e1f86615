import InferenceAPI
import Testing

struct PredictRequestTests {
    @Test("rows are read in row-major order")
    func rows() throws {
        let request = try request(#" { "data" : [ [ 1.0 , 2 ] , [3e0,-4.5] ] } "#)
        #expect(request.rows == 2 && request.columns == 2)
        #expect(request.values == [1, 2, 3, -4.5])
        #expect(request.firstNonFinite == nil)
    }

    @Test(
        "other keys may stand anywhere, and the key may be escaped",
        arguments: [
            #"{"id":"a","data":[[1,2]]}"#, #"{"data":[[1,2]],"id":{"a":[1,{"data":[]}]}}"#,
            #"{"\u0064ata":[[1,2]]}"#, #"{"dat":0,"data2":0,"":0,"\u0064":0,"data":[[1,2]]}"#,
            "{\"é😀\":\"é😀\",\"data\":[[1,2]],\"a\":[true,false,null,1.5e3,\"\\\"\"]}",
        ])
    func otherKeys(text: String) throws {
        #expect(try request(text).values == [1, 2])
        #expect(try shape(text).columns == 2)
    }

    @Test(
        "words and numbers that are not finite are noted at the first place",
        arguments: [
            ("NaN", Double.nan), ("null", .nan), ("Infinity", .infinity), ("-Infinity", -.infinity),
            ("1e999", .infinity), ("-1e999", -.infinity), ("1e9999999999999999999", .infinity),
            ("1.8e308", .infinity), ("1" + String(repeating: "0", count: 400), .infinity),
        ])
    func nonFinite(word: String, expected: Double) throws {
        let text = "{\"data\":[[1,2],[3,\(word)],[NaN,1]]}"
        let request = try request(text)
        let value = request.values[3]
        #expect(value == expected || value.isNaN && expected.isNaN)
        #expect(request.firstNonFinite == CellPosition(row: 1, column: 1))
        #expect(try shape(text).firstNonFinite == CellPosition(row: 1, column: 1))
    }

    @Test("numbers of many digits or high exponents that are finite are not noted")
    func finite() throws {
        let zeros = String(repeating: "0", count: 400)
        let text = "{\"data\":[[1.7976931348623157e308, 0.\(zeros)1, 1\(zeros)e-400, 0e999]]}"
        #expect(try request(text).firstNonFinite == nil)
        #expect(try shape(text).firstNonFinite == nil)
    }

    @Test("the shape says what the request says")
    func sameShape() throws {
        let text = "{\"data\":[[1,2,3],[4,5,null]]}"
        let (request, shape) = (try request(text), try shape(text))
        #expect(shape.rows == request.rows && shape.columns == request.columns)
        #expect(shape.firstNonFinite == request.firstNonFinite)
    }
}
