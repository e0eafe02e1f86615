/// `fuzz READER …`: the rest is libFuzzer's own flags and folders.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// libFuzzer's way in for programs with a `main` of their own (compiler-rt, FuzzerDriver.cpp).
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

let name = CommandLine.arguments.dropFirst().first ?? ""
guard let reader = readers[name] else {
    fatalError("The first argument must be one of: \(readers.keys.sorted()).")
}
/// What takes the inputs; set before the first one.
let read = reader

var count = CommandLine.argc - 1
var arguments = CommandLine.unsafeArgv + 1
exit(
    runFuzzer(&count, &arguments) { start, count in
        read(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
    })
