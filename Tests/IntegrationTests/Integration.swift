import Testing

/// Real services, real sockets. One test after the other: many of them are about time.
@Suite(.serialized) enum Integration {}
