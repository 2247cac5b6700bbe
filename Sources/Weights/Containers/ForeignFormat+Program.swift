extension ForeignFormat {
    /// The program in Python that writes the arrays to a file that is read: `FILE.npz`, FILE being its one argument.
    ///
    /// numpy keeps the order of an array's elements with it; safetensors.numpy would store a transposed array scrambled.
    var program: String? {
        switch self {
        case .torchCheckpoint: Self.torchProgram("torch.load(f, map_location=\"cpu\", weights_only=True)")
        case .torchObjects: Self.torchProgram("torch.load(f, map_location=\"cpu\", weights_only=False)")
        case .torchExport: Self.torchModelProgram("torch.export.load(f)")
        case .torchModule: Self.torchModelProgram("torch.load(f, map_location=\"cpu\", weights_only=False)")
        case .torchScript: Self.torchModelProgram("torch.jit.load(f, map_location=\"cpu\")")
        case .pickle: Self.pickleProgram("pickle.load(open(f, \"rb\"))")
        case .paddle: Self.pickleProgram("pickle.load(open(f, \"rb\"))", dialect: Dialect.paddle.name)
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

    /// As `torchProgram` for a file that holds the model itself: `modules.json` gets each module's path, class, where that is
    /// written and its activation, and the operations on tensors where the file has a graph.
    private static func torchModelProgram(_ load: String) -> String {
        """
        import sys, json, numpy, torch; f = sys.argv[1]; m = []; \
        w = lambda p, v: m.extend([p + "." + n if p and n else p + n, getattr(q, "original_name", type(q).__name__), \
        type(q).__module__, str(getattr(q, "mode", getattr(q, "nonlinearity", ""))), \
        "max_norm" * (getattr(q, "max_norm", None) is not None)] for n, q in v.named_modules()) \
        if hasattr(v, "named_modules") else None; \
        flat = lambda p, v: {p or "tensor": v} if torch.is_tensor(v) else \
        flat(p, [w(p, v), v.state_dict()][1]) if hasattr(v, "state_dict") and callable(v.state_dict) else \
        {k: t for n, x in \(pythonItems) for k, t in flat(p + "." + str(n) if p else str(n), x).items()}; \
        g = lambda b: [k for n in b.nodes() for k in [n.kind()] * any(str(x.type()) == "Tensor" for x in n.outputs()) + \
        [k for c in n.blocks() for k in g(c)]]; \
        v = \(load); a = flat("", v.state_dict if hasattr(v, "graph_signature") else v); \
        o = [str(n.target) for n in v.graph.nodes if n.op == "call_function"] if hasattr(v, "graph_signature") else \
        g(v.forward.inlined_graph) if hasattr(getattr(v, "forward", None), "inlined_graph") else []; \
        numpy.savez(f + ".npz", **{k: (t.dequantize() if t.is_quantized else t.float() if t.dtype == torch.bfloat16 else t)\
        .detach().numpy() for k, t in a.items()}, \
        **{"modules.json": numpy.frombuffer(json.dumps({"modules": m, "operations": o}).encode(), "u1")})
        """
    }

    /// The members of a dictionary or a list `v`, and nothing of anything else.
    private static let pythonItems =
        "(v.items() if isinstance(v, dict) else enumerate(v) if isinstance(v, (list, tuple)) else ())"

    /// Walks dictionaries, lists and arrays of objects down to the arrays, numpy's, PyTorch's, JAX' or others that become numpy's,
    /// which has no bfloat16; Paddle pickles a tensor inside other things as the pair of its name and its array. JAX unpickles
    /// numbers of 64 bits as ones of 32 unless it is told.
    private static func pickleProgram(_ load: String, dialect: String? = nil) -> String {
        """
        import os, sys, numpy, pickle; f = sys.argv[1]; os.environ["JAX_ENABLE_X64"] = "1"; \
        e = lambda v: e(v.float() if "bfloat16" in str(v.dtype) else v.numpy()) if hasattr(v, "numpy") else numpy.asarray(v); \
        d = lambda v: e(v.detach().cpu() if hasattr(v, "detach") else v); \
        n = lambda a: a.astype("f4") if a.dtype.kind == "V" else a; \
        flat = lambda p, v: flat(p, v.tolist()) if isinstance(v, numpy.ndarray) and v.dtype.kind == "O" else \
        {p or "array": n(d(v))} if hasattr(v, "__array__") and hasattr(v, "shape") else \
        flat(p, v.state_dict()) if hasattr(v, "state_dict") else \
        flat(p, v[1]) if isinstance(v, tuple) and len(v) == 2 and isinstance(v[0], str) else \
        {k: a for n, w in (v.items() if hasattr(v, "items") else enumerate(v) if isinstance(v, (list, tuple)) else ()) \
        for k, a in flat(p + "." + str(n) if p else str(n), w).items()}; \
        numpy.savez(f + ".npz", **flat("", \(load))\(dialect.map(stated) ?? ""))
        """
    }

    /// Which dialect the arrays are in, where names alone would leave it open.
    private static func stated(_ dialect: String) -> String {
        ", **{\"\(StatedDialect.file)\": numpy.frombuffer(b\"\(dialect)\", \"u1\")}"
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
        z = {n.get_name(): "%s.%d" % (t(n), k) for k, n in enumerate(r)}; \
        z.update({n.get_name(): "linear.%d" % k for k, n in enumerate(n for n in o if t(n) == "MatMul") \
        if "linear.%d.weight" % k in a}); \
        z.update({n.get_name(): "embedding.%d" % k for k, n in enumerate(n for n in o if t(n) == "Gather") \
        if "embedding.%d.weight" % k in a}); \
        l = lambda d: d.get_length() if d.is_static else -1; \
        h = lambda n, d, w: y(n.input_value(0)) if d == 1 else "last " + y(n.input_value(0)) if w in (-1, d - 1) else "Gather"; \
        y = lambda v: (lambda n: z[n.get_name()] + (" state" if v.get_index() else "") if n.get_name() in z else \
        y(n.input_value(0)) if t(n) in ("Convert", "Squeeze", "Unsqueeze", "Reshape", "Transpose") else \
        (lambda w: w if w.startswith("linear") else "Add")(y(n.input_value(c(n.input_value(0)) is not None))) \
        if t(n) == "Add" and any(c(n.input_value(i)) is not None for i in (0, 1)) else \
        h(n, l(n.get_input_partial_shape(0)[int(c(n.input_value(2)))]), int(c(n.input_value(1)).reshape(-1)[0])) \
        if t(n) == "Gather" and c(n.input_value(2)) is not None and c(n.input_value(1)) is not None \
        and c(n.input_value(1)).size == 1 else \
        t(n) + " " + y(n.input_value(0)) if t(n) in ("Sigmoid", "Tanh") or t(n) == "Softmax" \
        and n.get_attributes()["axis"] in (-1, n.get_output_partial_shape(0).rank.get_length() - 1) else t(n))(v.get_node()); \
        x = lambda n: {"source": y(n.input_value(0)), "steps": l(n.get_input_partial_shape(0)[1]), \
        "lengths": [] if (w := c(n.input_value(n.get_input_size() - 4))) is None else w.reshape(-1).tolist()} \
        if t(n).endswith("Sequence") else {"source": y(n.input_value(0))}; \
        a["operations.json"] = numpy.frombuffer(json.dumps([dict(type=t(n), **n.get_attributes(), **u(n), **x(n)) for n in r] + \
        [dict(type="MatMul", path=z[n.get_name()], source=y(n.input_value(0))) for n in o \
        if t(n) == "MatMul" and n.get_name() in z] + \
        [dict(type="Result", source=y(n.input_value(0))) for n in o if t(n) == "Result"] + \
        [dict({x: sum(t(n) == x for n in o) for x in map(t, o)}, type="model")], \
        default=str).encode(), "u1"); numpy.savez(f + ".npz", **a)
        """
}
