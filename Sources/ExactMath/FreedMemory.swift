import CKernels

/// Memory that arrays have given back.
public enum FreedMemory {
    /// Keeps it for the next arrays of this process, up to 512 MB; otherwise every large array begins with pages that the kernel has to clear,
    /// which takes as long as the numbers themselves.
    public static func keep() { keep_freed_memory() }
}
