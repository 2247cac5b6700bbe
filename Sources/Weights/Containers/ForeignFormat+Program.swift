extension ForeignFormat {
    /// The program in Python that writes the arrays to a file that is read: `FILE.npz`, FILE being its one argument.
    ///
    /// numpy keeps the order of an array's elements with it; safetensors.numpy would store a transposed array scrambled.
    var program: String? {
        switch self {
        case .torchCheckpoint: Self.torchProgram("torch.load(f, map_location=\"cpu\", weights_only=True)")
        case .torchObjects: Self.torchProgram("torch.load(f, map_location=\"cpu\", weights_only=False)")
        case .torchExport: Self.torchProgram("torch.export.load(f).state_dict")
        case .torchModule: Self.torchProgram("torch.load(f, map_location=\"cpu\", weights_only=False)")
        case .torchScript: Self.torchProgram("torch.jit.load(f, map_location=\"cpu\")")
        case .pickle, .paddle: Self.pickleProgram("pickle.load(open(f, \"rb\"))")
        case .numpyObjects: Self.pickleProgram("numpy.load(f, allow_pickle=True)")
        case .npy: Self.arraysProgram
        case .hdf5: Self.hdf5Program
        case .keras: Self.kerasProgram
        case .matlab: Self.matlabProgram
        case .matlabHDF5: Self.matlabHDF5Program
        case .openVINO: Self.openVINOProgram
        case .torchQuantized, .tflite, .gguf: nil
        }
    }

    /// Walks dictionaries, lists and modules down to their tensors, whose names are the ways there; numpy has no bfloat16.
    private static func torchProgram(_ load: String) -> String {
        """
        import sys, numpy, torch; f = sys.argv[1]; \
        flat = lambda p, v: {p or "tensor": v} if torch.is_tensor(v) else \
        flat(p, v.state_dict()) if hasattr(v, "state_dict") else \
        {k: t for n, w in \(pythonItems) for k, t in flat(p + "." + str(n) if p else str(n), w).items()}; \
        numpy.savez(f + ".npz", **{k: (t.dequantize() if t.is_quantized else t.float() if t.dtype == torch.bfloat16 else t)\
        .detach().numpy() for k, t in flat("", \(load)).items()})
        """
    }

    /// The members of a dictionary or a list `v`, and nothing of anything else.
    private static let pythonItems =
        "(v.items() if isinstance(v, dict) else enumerate(v) if isinstance(v, (list, tuple)) else ())"

    /// Walks dictionaries, lists and arrays of objects down to the arrays, numpy's, PyTorch's, JAX' or others that become numpy's,
    /// which has no bfloat16; Paddle pickles a tensor inside other things as the pair of its name and its array.
    private static func pickleProgram(_ load: String) -> String {
        """
        import sys, numpy, pickle; f = sys.argv[1]; \
        e = lambda v: e(v.float() if "bfloat16" in str(v.dtype) else v.numpy()) if hasattr(v, "numpy") else numpy.asarray(v); \
        d = lambda v: e(v.detach().cpu() if hasattr(v, "detach") else v); \
        n = lambda a: a.astype("f4") if a.dtype.kind == "V" else a; \
        flat = lambda p, v: flat(p, v.tolist()) if isinstance(v, numpy.ndarray) and v.dtype.kind == "O" else \
        {p or "array": n(d(v))} if hasattr(v, "__array__") and hasattr(v, "shape") else \
        flat(p, v.state_dict()) if hasattr(v, "state_dict") else \
        flat(p, v[1]) if isinstance(v, tuple) and len(v) == 2 and isinstance(v[0], str) else \
        {k: a for n, w in (v.items() if hasattr(v, "items") else enumerate(v) if isinstance(v, (list, tuple)) else ()) \
        for k, a in flat(p + "." + str(n) if p else str(n), w).items()}; \
        numpy.savez(f + ".npz", **flat("", \(load)))
        """
    }

    /// numpy's arrays one after another, with a line of text before them or without.
    private static let arraysProgram = """
        import sys, numpy; f = sys.argv[1]; s = open(f, "rb"); s.seek(s.read().index(b"\\x93NUMPY")); \
        numpy.savez(f + ".npz", *[numpy.load(s) for _ in iter(lambda: bool(s.peek(1)), False)])
        """

    /// Every dataset under its path, and the user's name of a layer as bytes; Keras keeps a bfloat16 as two bytes.
    private static let visit = """
        h.visititems(lambda n, i: a.update({n: (i[()].view("<u2").astype("<u4") << 16).view("<f4") if i.dtype.kind == "V" \
        else i[()]}) if isinstance(i, h5py.Dataset) else \
        a.update({n + "/name": numpy.frombuffer(i.attrs["name"].encode(), "u1")}) if "name" in i.attrs else None)
        """

    private static let hdf5Program = """
        import sys, h5py, numpy; f = sys.argv[1]; h = h5py.File(f); a = {}; \(visit); c = h.attrs.get("model_config"); \
        a.update({} if c is None else {"config.json": numpy.frombuffer(c.encode() if isinstance(c, str) else bytes(c), "u1")}); \
        numpy.savez(f + ".npz", **{n: v for n, v in a.items() if v.dtype.kind in "fiu"})
        """

    private static let kerasProgram = """
        import sys, io, zipfile, h5py, numpy; f = sys.argv[1]; z = zipfile.ZipFile(f); \
        h = h5py.File(io.BytesIO(z.read("model.weights.h5"))); \
        a = {"config.json": numpy.frombuffer(z.read("config.json"), "u1")}; \(visit); \
        numpy.savez(f + ".npz", **{n: v for n, v in a.items() if v.dtype.kind in "fiu"})
        """

    private static let matlabProgram = """
        import sys, numpy, scipy.io; f = sys.argv[1]; \
        numpy.savez(f + ".npz", **{k: v for k, v in scipy.io.loadmat(f).items() \
        if isinstance(v, numpy.ndarray) and v.dtype.kind in "fiu"})
        """

    /// MATLAB's first index runs fastest, so HDF5 shows its arrays transposed.
    private static let matlabHDF5Program = """
        import sys, h5py, numpy; f = sys.argv[1]; h = h5py.File(f); a = {}; \
        h.visititems(lambda n, i: a.update({n: i[()].T}) if isinstance(i, h5py.Dataset) and i.dtype.kind in "fiu" else None); \
        numpy.savez(f + ".npz", **a)
        """

    /// The last three inputs of every recurrent operation, the constant factors of products with what is added to them,
    /// and tables that are looked up in, in the order in which the model computes.
    private static let openVINOProgram = """
        import sys, json, numpy, openvino; f = sys.argv[1]; a = {}; \
        t = lambda n: n.get_type_name(); \
        c = lambda o: o.get_node().data if t(o.get_node()) == "Constant" else \
        c(o.get_node().input_value(0)) if t(o.get_node()) in ("Convert", "Squeeze", "Unsqueeze", "Reshape", "Broadcast") else None; \
        s = lambda n, m: {k: numpy.array(v) for k, v in m.items() if v is not None}; \
        o = openvino.Core().read_model(f).get_ordered_ops(); \
        r = [n for n in o if t(n) in ("LSTMSequence", "GRUSequence", "RNNSequence", "LSTMCell", "GRUCell", "RNNCell")]; \
        [a.update(s(n, {"%s.%d.%s" % (t(n), k, x): c(n.input_value(n.get_input_size() - 3 + i)) for i, x in enumerate("WRB")})) \
        for k, n in enumerate(r)]; \
        [a.update(s(n, {"%s.%d.%s" % (t(n), k, x): c(n.input_value(i + 1)) \
        for i, x in enumerate("HC"[:1 + t(n).startswith("LSTM")])})) for k, n in enumerate(r)]; \
        [a.update({"linear.%d.weight" % k: w if n.get_attributes()["transpose_b"] else w.T}) or \
        [a.update({"linear.%d.bias" % k: b.reshape(-1)}) for u in n.output(0).get_target_inputs() if t(u.get_node()) == "Add" \
        for b in [c(u.get_node().input_value(1 - u.get_index()))] if b is not None] \
        for k, n in enumerate(n for n in o if t(n) == "MatMul") for w in [c(n.input_value(1))] if w is not None]; \
        [a.update({"embedding.%d.weight" % k: w}) for k, n in enumerate(n for n in o if t(n) == "Gather") \
        for w in [c(n.input_value(0))] if w is not None and w.ndim == 2]; \
        u = lambda n: {x: t(n.input_value(i + 1).get_node()) for i, x in enumerate("HC"[:1 + t(n).startswith("LSTM")]) \
        if c(n.input_value(i + 1)) is None}; \
        a["operations.json"] = numpy.frombuffer(json.dumps([dict(type=t(n), **n.get_attributes(), **u(n)) for n in r] + \
        [dict({x: sum(t(n) == x for n in o) for x in map(t, o)}, type="model")], \
        default=str).encode(), "u1"); numpy.savez(f + ".npz", **a)
        """
}
