import InferenceAPI
import Testing

struct PredictResponseTests {
    @Test(
        "one row stands by itself, several in a list",
        arguments: [
            (1, 2, #"{"prediction":[0.5,0.25]}"#), (2, 1, #"{"prediction":[[0.5],[0.25]]}"#),
        ])
    func rows(rows: Int, columns: Int, expected: String) {
        let text = written {
            PredictResponse.append(prediction: [0.5, 0.25], rows: rows, columns: columns, to: &$0)
        }
        #expect(text == expected)
    }

    @Test("the book's numbers come out digit for digit")
    func book() {
        let text = written {
            PredictResponse.append(
                prediction: [0.2897033989429474, 0.710296630859375], rows: 1, columns: 2, to: &$0)
        }
        #expect(text == #"{"prediction":[0.2897033989429474,0.710296630859375]}"#)
    }

    @Test("what is not finite is null")
    func nonFinite() {
        let text = written {
            PredictResponse.append(prediction: [.nan, .infinity], rows: 1, columns: 2, to: &$0)
        }
        #expect(text == #"{"prediction":[null,null]}"#)
    }

    @Test(
        "labels are written in their own kind",
        arguments: [
            (.text("setosa"), #""setosa""#), (.integer(-1), "-1"), (.boolean(true), "true"),
            (.real(2), "2.0"),
        ] as [(Label, String)])
    func label(label: Label, expected: String) {
        let text = written {
            PredictResponse.append(labels: [label], probabilities: [0.75], to: &$0)
        }
        #expect(text == #"{"prediction":{"proba":0.75,"label":\#(expected)}}"#)
    }

    @Test("labels of several rows, and labels alone")
    func labels() {
        let labels: [Label] = [.text("a"), .text("b")]
        let both = written {
            PredictResponse.append(labels: labels, probabilities: [0.75, 1], to: &$0)
        }
        #expect(both == #"{"prediction":[{"proba":0.75,"label":"a"},{"proba":1.0,"label":"b"}]}"#)
        let alone = written {
            PredictResponse.append(labels: labels, probabilities: nil, to: &$0)
        }
        #expect(alone == #"{"prediction":[{"label":"a"},{"label":"b"}]}"#)
    }

    @Test("values of a regression")
    func values() {
        #expect(
            written { PredictResponse.append(values: [3], to: &$0) }
                == #"{"prediction":{"value":3.0}}"#)
        #expect(
            written { PredictResponse.append(values: [3, 0.5], to: &$0) }
                == #"{"prediction":[{"value":3.0},{"value":0.5}]}"#)
    }
}
