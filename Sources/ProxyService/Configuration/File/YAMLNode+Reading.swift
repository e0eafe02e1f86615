import FanOut
import InferenceAPI

// What configuration expects of a value, and the sentence where it is something else.
extension YAMLNode {
    func fault(_ sentence: String) -> ConfigurationFileError {
        ConfigurationFileError(at: mark, sentence)
    }

    func expected(_ what: String) -> ConfigurationFileError {
        fault("\(what) was expected, not \(kind).")
    }

    func readText(_ what: String) throws(ConfigurationFileError) -> String {
        guard let text else { throw expected(what) }
        return text
    }

    func readMap(_ what: String) throws(ConfigurationFileError) -> [Entry] {
        guard let entries else { throw expected(what) }
        return entries
    }

    /// The elements of a list.
    func readList(_ what: String) throws(ConfigurationFileError) -> [YAMLNode] {
        guard let elements else { throw expected(what) }
        return elements
    }

    func readTexts(_ what: String) throws(ConfigurationFileError) -> [String] {
        var texts: [String] = []
        for element in try readList(what) { texts.append(try element.readText("a word")) }
        return texts
    }

    func readDuration() throws(ConfigurationFileError) -> Duration {
        let text = try readText("a duration such as 200ms")
        do throws(BudgetError) {
            return try Budget(text).duration
        } catch {
            throw fault(error.description)
        }
    }

    func readInteger(
        _ range: ClosedRange<Int>
    ) throws(ConfigurationFileError) -> Int {
        guard let number = json.integer, range.contains(number) else {
            throw expected("a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func readBoolean() throws(ConfigurationFileError) -> Bool {
        guard case .boolean(let value) = json else { throw expected("true or false") }
        return value
    }

    /// One of the words that an enumeration is written by.
    func readWord<Word: RawRepresentable & CaseIterable>(
        _: Word.Type
    ) throws(ConfigurationFileError) -> Word where Word.RawValue == String {
        let possible = Word.allCases.map(\.rawValue)
        guard let text, let word = Word(rawValue: text) else {
            throw fault(
                "\(kind) is not one of the words possible here: "
                    + "\(possible.joined(separator: ", ")).")
        }
        return word
    }
}

extension YAMLNode.Entry {
    /// The error for a key that is not known here.
    func unknown(_ possible: [String]) -> ConfigurationFileError {
        ConfigurationFileError(
            at: mark,
            "key \(key) is not known here; the keys possible are: "
                + "\(possible.joined(separator: ", ")).")
    }
}
