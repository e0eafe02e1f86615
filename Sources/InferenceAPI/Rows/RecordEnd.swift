/// Where a piece of a file may be cut, so that no record is torn.
public enum RecordEnd {
    /// The bytes up to the end of the last whole record; 0 where there is none. `text` begins with
    /// a record.
    public static func ofLines(_ text: Span<UInt8>) -> Int {
        var end = text.count
        while end > 0, text[end - 1] != 0x0A { end -= 1 }
        return end
    }

    /// The same for CSV, whose quoted fields may have line ends in them.
    public static func ofCSV(_ text: Span<UInt8>) -> Int {
        guard contains(text, UInt8(ascii: "\"")) else { return ofLines(text) }
        return JSONCursor<RowFault>.visit(text) { cursor in
            var end = 0
            while !cursor.isAtEnd {
                _ = cursor.skipRecord()
                guard cursor.byte() == 0x0A || cursor.byte() == 0x0D else { break }
                _ = cursor.takeLineEnd()
                end = cursor.position
            }
            return end
        }
    }

    private static func contains(_ text: Span<UInt8>, _ byte: UInt8) -> Bool {
        for index in text.indices where text[index] == byte { return true }
        return false
    }
}
