/// What the models in `Weights/` answer, as `/predict` prints it.
enum Numbers {
    static let bookRow = #"{"data":[[1.0,2.0,3.0,4.0]]}"#
    static let threeRows = #"{"data":[[5.1,3.5,1.4,0.2],[6.0,2.9,4.5,1.5],[6.3,3.3,6.0,2.5]]}"#

    static let sample = [
        "setosa": "[0.9856641562850708,0.014335843714929285]",
        "versicolor": "[0.0,1.0]",
        "virginica": "[6.7323263878149575e-06,0.9999932676736122]",
    ]
    static let book = [
        "setosa": "[0.010870377209106774,0.9891296227908932]",
        "versicolor": "[0.26999999999999996,0.73]",
        "virginica": "[0.9992060541040902,0.0007939458959097921]",
    ]
    static let three = [
        "setosa": "[[0.9856641562850708,0.014335843714929285],"
            + "[0.010858771267047818,0.9891412287329522],[0.000601136902645627,0.9993988630973544]]",
        "versicolor": "[[0.0,1.0],[0.9659381660194669,0.03406183398053317],"
            + "[0.0023137254901960786,0.9976862745098038]]",
        "virginica": "[[6.7323263878149575e-06,0.9999932676736122],"
            + "[0.21421918356979874,0.7857808164302013],[0.9892969484961167,0.010703051503883301]]",
    ]
    static let tags = [
        "setosa": "iris-setosa@458f064a03e7fdba", "versicolor": "iris-versicolor@72356f5f383f853e",
        "virginica": "iris-virginica@a1b9f2cddba80868",
    ]

    /// The proxy's answer that puts the services' predictions side by side.
    static func collected(_ predictions: [String: String]) -> String {
        let entries = Scene.flowers.map { #""\#($0)":{"prediction":\#(predictions[$0] ?? "")}"# }
        return "{\(entries.joined(separator: ","))}"
    }

    static func rows(_ count: Int) -> String {
        let rows = (0..<count).map { "[\(Double($0 % 70) / 10),3.0,\(Double($0 % 7)),1.0]" }
        return #"{"data":[\#(rows.joined(separator: ","))]}"#
    }

    /// How many rows of two values a `prediction` holds.
    static func predictedRows(_ body: String) -> Int {
        body.split(separator: "],[").count
    }
}
