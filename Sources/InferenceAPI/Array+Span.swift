extension [UInt8] {
    /// Appends bytes that lie somewhere else.
    package mutating func append(_ bytes: Span<UInt8>) {
        append(addingCapacity: bytes.count) { room in
            for index in bytes.indices { room.append(bytes[index]) }
        }
    }
}
