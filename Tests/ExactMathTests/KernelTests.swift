import Testing

/// Kernels against the plain loops, at every CPU level: one suite, since its tests change the level of the whole process.
@Suite("Kernels for Double", .serialized) struct KernelTests {}
