"""Files as PyTorch writes them, each with PyTorch's own outputs: torch_cases.py FOLDER"""
import sys

import torch
from safetensors.torch import save_file, save_model
from torch import nn
from torch.nn.utils import parametrizations, prune

from cases import Cases, plain

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)
cases = Cases(sys.argv[1], f"torch {torch.__version__}")
X = torch.randn(5, 3)
TOKENS = [2, 0, 4, 1, 3]


def save(name, module):
    save_file({k: v.detach().clone().contiguous() for k, v in module.state_dict().items()}, cases.path(name))


def run(module, x=X):
    with torch.no_grad():
        return module(x[:, None])[0][:, 0]


def bare(name, module, **options):
    save(name, module)
    cases.add(name, plain(run(module)), plain(X), node="h", **options)


# Layers and cells
for kind in ["LSTM", "GRU", "RNN"]:
    for layers, both, bias in [(1, False, True), (2, True, True), (2, False, False)]:
        module = getattr(nn, kind)(3, 4, layers, bidirectional=both, bias=bias)
        bare(f"{kind.lower()}_{layers}{'_both' if both else ''}{'' if bias else '_nobias'}.safetensors", module)
bare("rnn_relu.safetensors", nn.RNN(3, 4, nonlinearity="relu"), options=["--activation", "relu"])
for dtype, tolerance in [(torch.float32, 2e-6), (torch.float16, 2e-3), (torch.bfloat16, 2e-2)]:
    module = nn.GRU(3, 4).to(dtype)
    name = f"gru_{str(dtype)[6:]}.safetensors"
    save_file(module.state_dict(), cases.path(name))
    with torch.no_grad():
        output = module(X[:, None].to(dtype))[0][:, 0].double()
    cases.add(name, plain(output), plain(X.to(dtype).double()), node="h", tolerance=tolerance)
for kind in ["LSTMCell", "GRUCell", "RNNCell"]:
    cell = getattr(nn, kind)(3, 4)
    state, outputs = None, []
    with torch.no_grad():
        for x in X:
            state = cell(x[None], state)
            outputs.append((state[0] if kind == "LSTMCell" else state)[0])
    save(f"{kind.lower()}.safetensors", cell)
    cases.add(f"{kind.lower()}.safetensors", plain(torch.stack(outputs)), plain(X), node="h")

# Parametrisations
lstm = nn.LSTM(3, 4)
nn.utils.weight_norm(lstm, "weight_hh_l0")
bare("weight_norm_old.safetensors", lstm)
lstm = parametrizations.weight_norm(nn.LSTM(3, 4), "weight_hh_l0")
parametrizations.weight_norm(lstm, "weight_ih_l0", dim=None)
bare("weight_norm_new.safetensors", lstm)
rnn = parametrizations.orthogonal(nn.RNN(3, 4), "weight_hh_l0")
with torch.no_grad():
    rnn.parametrizations.weight_hh_l0.original.add_(torch.randn(4, 4) * 0.3)
bare("orthogonal_square.safetensors", rnn)
lstm = parametrizations.orthogonal(nn.LSTM(3, 4), "weight_hh_l0", use_trivialization=False)
bare("orthogonal_tall.safetensors", lstm)
gru = parametrizations.orthogonal(nn.GRU(14, 4), "weight_ih_l0")
with torch.no_grad():
    gru.parametrizations.weight_ih_l0.original.add_(torch.randn(12, 14) * 0.1)
wide = torch.randn(5, 14)
save("orthogonal_wide.safetensors", gru)
cases.add("orthogonal_wide.safetensors", plain(run(gru, wide)), plain(wide), node="h")
gru = parametrizations.spectral_norm(nn.GRU(3, 4), "weight_hh_l0").eval()
bare("spectral_norm.safetensors", gru)
rnn = nn.RNN(3, 4)
prune.l1_unstructured(rnn, "weight_hh_l0", 5)
rnn._flat_weights = [getattr(rnn, n) for n in rnn._flat_weights_names]
bare("pruned.safetensors", rnn)


# Whole models
class Tagger(nn.Module):
    def __init__(self, embedding="emb", rnn="lstm", readout="fc", kind=nn.LSTM, outputs=2, width=4, bias=True, both=False):
        super().__init__()
        self.names = embedding, rnn, readout
        self.add_module(embedding, nn.Embedding(5, 3))
        self.add_module(rnn, kind(3, width, bidirectional=both))
        self.add_module(readout, nn.Linear(2 * width if both else width, outputs, bias=bias))

    def forward(self, tokens):
        embedding, rnn, readout = (getattr(self, name) for name in self.names)
        return readout(rnn(embedding(tokens))[0])


def whole(name, model, node="y", options=(), saver=save, **more):
    saver(name, model)
    with torch.no_grad():
        output = model(torch.tensor(TOKENS)[:, None])[:, 0]
    cases.add(name, plain(output), tokens=TOKENS, node=node, options=options, **more)


whole("tutorial.safetensors", Tagger())
whole("tutorial_strange_names.safetensors", Tagger("lookup", "memory", "score", nn.GRU))
whole("tutorial_both.safetensors", Tagger("embedding", "rnn", "out", nn.GRU, both=True))
whole("char_lm.safetensors", Tagger("embedding", "rnn", "fc", outputs=5), node="a_y")
whole("char_lm_asked.safetensors", Tagger("a", "b", "c", nn.RNN, outputs=5), node="a_y", options=["--embedding", "a", "--readout", "c"])
compiled = Tagger()
compiled.lstm = torch.compile(compiled.lstm)
save("compiled_inside.safetensors", compiled)
with torch.no_grad():
    output = compiled.fc(compiled.lstm._orig_mod(compiled.emb(torch.tensor(TOKENS)[:, None]))[0])[:, 0]
cases.add("compiled_inside.safetensors", plain(output), tokens=TOKENS)
parallel = Tagger(kind=nn.GRU)
save_file({"module._orig_mod." + k: v.clone() for k, v in parallel.state_dict().items()}, cases.path("parallel.safetensors"))
with torch.no_grad():
    output = parallel(torch.tensor(TOKENS)[:, None])[:, 0]
cases.add("parallel.safetensors", plain(output), tokens=TOKENS)


class Deep(nn.Module):
    """The embedding and the readout stand above the encoder."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(5, 3)
        self.encoder = nn.Module()
        self.encoder.lstm = nn.LSTM(3, 4)
        self.readout = nn.Linear(4, 2)

    def forward(self, tokens):
        return self.readout(self.encoder.lstm(self.embedding(tokens))[0])


whole("above.safetensors", Deep())


class Tied(nn.Module):
    def __init__(self, bias):
        super().__init__()
        self.embedding = nn.Embedding(5, 4)
        self.rnn = nn.GRU(4, 4)
        self.readout = nn.Linear(4, 5, bias=bias)
        self.readout.weight = self.embedding.weight

    def forward(self, tokens):
        return self.readout(self.rnn(self.embedding(tokens))[0])


tied = lambda name, model: save_model(model, cases.path(name))
whole("tied.safetensors", Tied(False), node="a_y", saver=tied)
whole("tied_bias.safetensors", Tied(True), node="a_y", saver=tied)


class TwoStep(nn.Module):
    def __init__(self, names=("lstm1", "lstm2"), widths=(3, 4, 2), kind=nn.LSTM, norm=False, parallel=False):
        super().__init__()
        self.names = names
        self.add_module(names[0], kind(widths[0], widths[1]))
        self.add_module(names[1], kind(widths[1] if not parallel else widths[0], widths[2]))
        if norm:
            self.ln = nn.LayerNorm(widths[1])

    def forward(self, x):
        first, second = (getattr(self, name) for name in self.names)
        h = first(x)[0]
        if hasattr(self, "ln"):
            h = self.ln(h)
        return second(h)[0], None


bare("two_modules.safetensors", TwoStep())
square = TwoStep(("a", "b"), (3, 3, 3), nn.GRU)
bare("two_square_modules.safetensors", square, options=["--stack", "a,b"])
cases.refuse("two_square_modules.safetensors", "--stack a,b")
save("norm_between.safetensors", TwoStep(norm=True))
cases.refuse("norm_between.safetensors", "ln.")
two = nn.ModuleList([nn.GRU(3, 3), nn.GRU(3, 3)])
save("side_by_side.safetensors", two)
cases.refuse("side_by_side.safetensors", "--stack 0,1")
save("projected.safetensors", nn.LSTM(3, 4, proj_size=2))
cases.refuse("projected.safetensors", "proj_size")


class Start(nn.Module):
    """A learned initial state under a name of its own."""

    def __init__(self):
        super().__init__()
        self.h0 = nn.Parameter(torch.randn(1, 1, 4))
        self.rnn = nn.GRU(3, 4)

    def forward(self, x):
        return self.rnn(x, self.h0)


bare("learned_start.safetensors", Start())

# Checkpoints, which only torch opens
model = Tagger()
with torch.no_grad():
    output = plain(model(torch.tensor(TOKENS)[:, None])[:, 0])
optimizer = torch.optim.Adam(model.parameters())
model(torch.tensor(TOKENS)[:, None]).sum().backward()
optimizer.step()
with torch.no_grad():
    output = plain(model(torch.tensor(TOKENS)[:, None])[:, 0])
torch.save(model.state_dict(), cases.path("state.pt"))
torch.save({"epoch": 3, "model_state_dict": model.state_dict(), "optimizer_state_dict": optimizer.state_dict(), "loss": 0.5}, cases.path("checkpoint.pt"))
torch.save(model.state_dict(), cases.path("legacy.pt"), _use_new_zipfile_serialization=False)
for name in ["state.pt", "checkpoint.pt", "legacy.pt"]:
    cases.add(name, output, tokens=TOKENS)
torch.save(nn.Sequential(nn.GRU(3, 4)), cases.path("module.pt"))
module = torch.load(cases.path("module.pt"), weights_only=False)
cases.add("module.pt", plain(run(module[0])), plain(X), node="h")


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(3, 4)

    def forward(self, x):
        return self.rnn(x)


scripted = torch.jit.script(Layer())
scripted.save(cases.path("scripted.pt"))
cases.add("scripted.pt", plain(run(scripted)), plain(X), node="h")
tied = Tied(False)
torch.save(tied.state_dict(), cases.path("tied.pt"))
with torch.no_grad():
    cases.add("tied.pt", plain(tied(torch.tensor(TOKENS)[:, None])[:, 0]), tokens=TOKENS, node="a_y")
half = nn.GRU(3, 4).bfloat16()
torch.save(half.state_dict(), cases.path("bfloat16.pt"))
with torch.no_grad():
    cases.add("bfloat16.pt", plain(half(X[:, None].bfloat16())[0][:, 0].double()), plain(X.bfloat16().double()), node="h", tolerance=2e-2)
# Files that hold the model itself, and say what its arrays do not
relu = nn.RNN(3, 4, nonlinearity="relu", bidirectional=True)
savers = {
    "relu_module.pt": lambda path: torch.save(relu, path),
    "relu_scripted.pt": lambda path: torch.jit.script(relu).save(path),
    "relu_traced.pt": lambda path: torch.jit.trace(relu, (X[:, None],)).save(path),
    "relu_exported.pt2": lambda path: torch.export.save(torch.export.export(relu, (X[:, None],)), path),
}
for name, saver in savers.items():
    saver(cases.path(name))
    cases.add(name, plain(run(relu)), plain(X), node="h")


class Ends(nn.Module):
    """What stands between the layer and the readout, and behind it, has no arrays."""

    def __init__(self, between, end):
        super().__init__()
        self.gru = nn.GRU(3, 4)
        self.between = between
        self.fc = nn.Linear(4, 2)
        self.end = end

    def forward(self, x):
        return self.end(self.fc(self.between(self.gru(x)[0])))


ends = Ends(nn.Dropout(0.5), nn.Softmax(-1)).eval()
torch.jit.trace(ends, (X[:, None],)).save(cases.path("softmax_traced.pt"))
with torch.no_grad():
    cases.add("softmax_traced.pt", plain(ends(X[:, None])[:, 0]), plain(X))
for name, between, words in [("norm", nn.LayerNorm(4, elementwise_affine=False), "layer_norm"), ("gelu", nn.GELU(), "gelu")]:
    torch.jit.trace(Ends(between, nn.Identity()), (X[:, None],)).save(cases.path(f"{name}_traced.pt"))
    cases.refuse(f"{name}_traced.pt", words)
torch.save(nn.Sequential(nn.LayerNorm(3, elementwise_affine=False), nn.GRU(3, 4)), cases.path("norm_module.pt"))
cases.refuse("norm_module.pt", "LayerNorm")
torch.set_default_dtype(torch.float32)
quantized = torch.ao.quantization.quantize_dynamic(nn.Sequential(nn.LSTM(3, 4)), {nn.LSTM}, dtype=torch.qint8)
torch.save(quantized.state_dict(), cases.path("quantized.pt"))
cases.refuse("quantized.pt", "quantized")

cases.write()
