/// Pieces of heads that requests and answers have in common, as bytes.
package enum HeadPieces {
    /// From the end of the line before to the value of `x-request-id`.
    package static let requestID = Array("\r\n\(HeaderNames.requestID): ".utf8)
    /// The end of the last field's line, and the empty line.
    package static let end = Array("\r\n\r\n".utf8)
}
